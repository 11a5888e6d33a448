import { describe, expect, it } from "vitest";

import { iceWays } from "./iceUrls";

const TURN = { username: "1:anna", credential: "secret" };

describe("iceWays", () => {
  it("takes the ways apart, each with its credentials", () => {
    const urls = [
      "turn:a:3478?transport=udp",
      "turn:a:3478?transport=tcp",
      "turns:a:443?transport=tcp",
    ];
    expect(iceWays([{ urls: ["stun:a:3478"] }, { urls, ...TURN }])).toEqual({
      stun: ["stun:a:3478"],
      relay: {
        udp: { urls: [urls[0]], ...TURN },
        tcp: { urls: [urls[1]], ...TURN },
        tls: { urls: [urls[2]], ...TURN },
      },
    });
  });

  it("takes the first of a kind, and a relay without a transport for UDP", () => {
    const { relay, stun } = iceWays([
      { urls: ["turn:a", "turn:b", "turns:a"], ...TURN },
      { urls: "stun:a" },
      { urls: ["stun:a", "stun:b"] },
    ]);
    expect(relay.udp?.urls).toEqual(["turn:a"]);
    expect(relay.tcp).toBeNull();
    expect(relay.tls?.urls).toEqual(["turns:a"]);
    expect(stun).toEqual(["stun:a", "stun:b"]);
  });

  it("leaves out what no browser can use", () => {
    const { relay, stun } = iceWays([{ urls: ["turns:a?transport=udp", "http:a"], ...TURN }]);
    expect([relay.udp, relay.tcp, relay.tls, ...stun]).toEqual([null, null, null]);
  });
});
