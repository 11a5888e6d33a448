import { describe, expect, it } from "vitest";

import { natKind, stunFinding, type Gathered } from "./outerAddress";

const OUTER = { address: "203.0.113.5", port: 40_000, ownPort: 50_000 };
const GATHERED: Gathered = {
  servers: 1,
  reflexive: [OUTER],
  complete: true,
  tellsSilence: true,
  silent: [],
};
const NOTHING_NEW: Gathered = { ...GATHERED, reflexive: [] };

describe("stunFinding", () => {
  it("tells how one is seen from outside", () => {
    expect(stunFinding(GATHERED, false)).toEqual({ address: "203.0.113.5" });
  });

  it("takes an answer that told nothing new for the own address", () => {
    expect(stunFinding(NOTHING_NEW, false)).toEqual({ address: null });
  });

  it("says that nothing answers when a question stays open, unless the relay there answers", () => {
    const silent = { ...NOTHING_NEW, silent: ["stun:a"] };
    const waiting = { ...NOTHING_NEW, complete: false };
    for (const gathered of [silent, waiting]) {
      expect(stunFinding(gathered, false)).toEqual({ problem: "unreachable" });
      expect(stunFinding(gathered, true)).toEqual({ address: null });
    }
  });

  it("does not guess where the browser says nothing, nor where nobody was asked", () => {
    const mute = { ...NOTHING_NEW, tellsSilence: false };
    expect(stunFinding(mute, false)).toEqual({ problem: "unknown" });
    expect(stunFinding({ ...GATHERED, servers: 0 }, true)).toEqual({ problem: "notOffered" });
  });
});

describe("natKind", () => {
  const two = { ...GATHERED, servers: 2 };
  const kind = (gathered: Gathered) => natKind(gathered, stunFinding(gathered, false));

  it("compares what two servers saw from the same port", () => {
    expect(kind(two)).toBe("friendly");
    expect(kind({ ...two, reflexive: [OUTER, { ...OUTER, port: 40_001 }] })).toBe("strict");
    const otherSocket = { ...OUTER, port: 40_001, ownPort: 50_001 };
    expect(kind({ ...two, reflexive: [OUTER, otherSocket] })).toBe("friendly");
  });

  it("is unknown with one server, when only one answers, and where ports are hidden", () => {
    expect(kind(GATHERED)).toBe("unknown");
    expect(kind({ ...two, silent: ["stun:b", "stun:b"] })).toBe("unknown");
    expect(kind({ ...two, complete: false })).toBe("unknown");
    expect(kind({ ...two, tellsSilence: false })).toBe("unknown");
    expect(kind({ ...two, reflexive: [{ ...OUTER, ownPort: 0 }] })).toBe("unknown");
  });

  it("is none where the address is the same outside, and unknown where nobody answers", () => {
    expect(kind(NOTHING_NEW)).toBe("none");
    expect(kind({ ...NOTHING_NEW, silent: ["stun:a"] })).toBe("unknown");
  });
});
