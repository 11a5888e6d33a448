import { describe, expect, it } from "vitest";

import { createCallLog } from "./callLog";

interface Saved {
  callId: string;
  steps: { atMs: number; what: string; detail?: unknown }[];
}

describe("the log of a call", () => {
  it("tells the steps of the line with their times, and no passwords", () => {
    let now = 1_000;
    const log = createCallLog(
      () => now,
      () => new Date(0),
    );
    const connection = new EventTarget() as unknown as RTCPeerConnection & {
      iceConnectionState: string;
    };
    Object.assign(connection, {
      iceConnectionState: "checking",
      getConfiguration: () => ({
        iceServers: [{ urls: ["turn:a"], username: "u", credential: "secret" }],
      }),
    });
    expect(log.watch(connection)).toBe(connection);
    now = 1_250;
    connection.dispatchEvent(new Event("iceconnectionstatechange"));
    const text = log.toJson("call");
    expect(text).not.toContain("secret");
    const saved = JSON.parse(text) as Saved;
    expect(saved.callId).toBe("call");
    expect(saved.steps).toEqual([
      { atMs: 0, what: "connection", detail: { iceServers: [["turn:a"]] } },
      { atMs: 250, what: "ICE state", detail: "checking" },
    ]);
  });

  it("keeps the beginning and the end when there is too much", () => {
    const log = createCallLog(
      () => 0,
      () => new Date(0),
    );
    for (let n = 0; n < 3_000; n += 1) log.add(`step ${n}`);
    const { steps } = JSON.parse(log.toJson(null)) as Saved;
    expect(steps).toHaveLength(1_000);
    expect(steps[0]?.what).toBe("step 0");
    expect(steps.at(-1)?.what).toBe("step 2999");
  });
});
