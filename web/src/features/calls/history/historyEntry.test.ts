import { describe, expect, it } from "vitest";

import type { Call, CallStatus } from "@/api/types";
import {
  dayName,
  groupByDay,
  historyEntry,
  matchesFilter,
  type HistoryFilter,
} from "./historyEntry";

function makeCall(status: CallStatus, initiatorId: string, createdAt: string): Call {
  return {
    id: createdAt,
    chatId: "chat",
    kind: "audio",
    status,
    mode: "p2p",
    initiatorId,
    participants: [
      { participantId: "1", userId: "me", state: "left" },
      { participantId: "2", userId: "them", state: "left" },
    ],
    createdAt,
  };
}

const AT = "2026-03-10T12:00:00.000Z";

describe("an entry of the history", () => {
  it.each<[CallStatus, string, string]>([
    ["ended", "outgoing", "incoming"],
    ["missed", "unanswered", "missed"],
    ["cancelled", "unanswered", "missed"],
    ["busy", "unanswered", "missed"],
    ["rejected", "unanswered", "declined"],
    ["failed", "failed", "failed"],
  ])("of a call that %s is %s for the caller and %s for the callee", (status, out, into) => {
    expect(historyEntry(makeCall(status, "me", AT), "me")?.direction).toBe(out);
    expect(historyEntry(makeCall(status, "them", AT), "me")?.direction).toBe(into);
  });

  it("names the other side", () => {
    expect(historyEntry(makeCall("ended", "me", AT), "me")?.peerId).toBe("them");
  });

  it("of a group has no other side, and is outgoing for whoever began it", () => {
    const call: Call = { ...makeCall("ended", "me", AT), mode: "sfu" };
    expect(historyEntry(call, "me")).toMatchObject({ peerId: null, direction: "outgoing" });
    expect(historyEntry(call, "them")).toMatchObject({ peerId: null, direction: "incoming" });
  });

  it("is found under its filters", () => {
    const filters: HistoryFilter[] = ["all", "missed", "incoming", "outgoing"];
    const found = (status: CallStatus, initiator: string) =>
      filters.filter((filter) =>
        matchesFilter(historyEntry(makeCall(status, initiator, AT), "me")!, filter),
      );
    expect(found("missed", "them")).toEqual(["all", "missed", "incoming"]);
    expect(found("missed", "me")).toEqual(["all", "outgoing"]);
    expect(found("ended", "them")).toEqual(["all", "incoming"]);
  });
});

describe("days", () => {
  const at = (day: number, hour: number) => new Date(2026, 2, day, hour).toISOString();

  it("gather neighbours and keep the order", () => {
    const entries = [at(10, 20), at(10, 1), at(9, 23)].map((time) =>
      historyEntry(makeCall("ended", "me", time), "me")!,
    );
    expect(groupByDay(entries).map((day) => day.entries.length)).toEqual([2, 1]);
  });

  it("have names people use", () => {
    const now = new Date(2026, 2, 10, 0, 30).getTime();
    const midnight = (day: number) => new Date(2026, 2, day).getTime();
    expect(dayName(midnight(10), now)).toBe("today");
    expect(dayName(midnight(9), now)).toBe("yesterday");
    expect(dayName(midnight(8), now)).toBe("earlier");
  });
});
