import { afterEach, describe, expect, it, vi } from "vitest";

import { bytesOf, passkeyObstacle, textOf } from "./passkeys";

describe("bytes as text", () => {
  it("are base64url without padding, both ways", () => {
    for (const [bytes, text] of [
      [[], ""],
      [[255], "_w"],
      [[251, 239, 190], "----"],
      [[0, 1, 2, 3], "AAECAw"],
    ] as const) {
      expect(textOf(new Uint8Array(bytes).buffer)).toBe(text);
      expect([...new Uint8Array(bytesOf(text))]).toEqual([...bytes]);
    }
  });
});

describe("passkeyObstacle", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("tells what keeps passkeys from working", () => {
    vi.stubGlobal("location", { hostname: "chat.example.org" });
    vi.stubGlobal("isSecureContext", false);
    expect(passkeyObstacle("chat.example.org")).toEqual({ kind: "address" });
    vi.stubGlobal("isSecureContext", true);
    expect(passkeyObstacle(undefined)).toEqual({ kind: "address" });
    expect(passkeyObstacle("example.org")).toEqual({ kind: "host", host: "example.org" });
    vi.stubGlobal("PublicKeyCredential", undefined);
    expect(passkeyObstacle("chat.example.org")).toEqual({ kind: "browser" });
    vi.stubGlobal("PublicKeyCredential", class {});
    expect(passkeyObstacle("chat.example.org")).toBeNull();
  });
});
