import { describe, expect, it } from "vitest";

import type { CallStatus } from "@/api/types";
import { callOutcome } from "./callOutcome";

const outcome = (status: CallStatus, own: boolean) =>
  callOutcome({ callId: "c", kind: "audio", status }, own).kind;

describe("callOutcome", () => {
  it("is missed for the one who was called, however the caller gave up", () => {
    for (const status of ["missed", "cancelled", "busy"] as const) {
      expect(outcome(status, false)).toBe("missed");
    }
  });

  it("tells the caller why nobody answered", () => {
    expect(outcome("missed", true)).toBe("noAnswer");
    expect(outcome("cancelled", true)).toBe("cancelled");
    expect(outcome("busy", true)).toBe("busy");
    expect(outcome("rejected", true)).toBe("declinedByThem");
  });

  it("keeps how long one talked", () => {
    const card = { callId: "c", kind: "video", status: "ended", durationMs: 5_000 } as const;
    expect(callOutcome(card, true)).toEqual({ kind: "talked", durationMs: 5_000 });
  });
});
