/** What the list of past calls says about one of them. Pure. */
import type { Call, UserId } from "@/api/types";

export type HistoryFilter = "all" | "missed" | "incoming" | "outgoing";

/** What the line says, seen from this person. */
export type HistoryDirection =
  | "outgoing"
  | "incoming"
  | "missed"
  /** Incoming, and I said no. */
  | "declined"
  /** Outgoing, and nobody took it. */
  | "unanswered"
  | "failed";

export interface HistoryEntry {
  call: Call;
  /** `null`: a call of a group, which is named by its chat. */
  peerId: UserId | null;
  direction: HistoryDirection;
  outgoing: boolean;
}

/** `null` for a call that has no other side. */
export function historyEntry(call: Call, myId: UserId): HistoryEntry | null {
  const outgoing = call.initiatorId === myId;
  if (call.mode === "sfu") {
    return { call, peerId: null, direction: directionInGroup(call, myId), outgoing };
  }
  const peer = call.participants.find(({ userId }) => userId !== myId);
  if (peer === undefined) return null;
  return { call, peerId: peer.userId, direction: directionOf(call, outgoing), outgoing };
}

/** Of a call of several people it counts what became of me in it. */
function directionInGroup(call: Call, myId: UserId): HistoryDirection {
  const state = call.participants.find(({ userId }) => userId === myId)?.state;
  if (state === "missed" || state === "busy") return "missed";
  if (state === "declined") return "declined";
  return call.initiatorId === myId ? "outgoing" : "incoming";
}

function directionOf(call: Call, outgoing: boolean): HistoryDirection {
  switch (call.status) {
    case "missed":
    case "cancelled":
    case "busy":
      return outgoing ? "unanswered" : "missed";
    case "rejected":
      return outgoing ? "unanswered" : "declined";
    case "failed":
      return "failed";
    case "ended":
    case "answered":
    case "initiating":
    case "ringing":
      return outgoing ? "outgoing" : "incoming";
  }
}

export function matchesFilter(entry: HistoryEntry, filter: HistoryFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "missed":
      return entry.direction === "missed";
    case "incoming":
      return !entry.outgoing;
    case "outgoing":
      return entry.outgoing;
  }
}

export interface HistoryDay {
  /** Local midnight, milliseconds: the key, and what the heading is made of. */
  startMs: number;
  entries: HistoryEntry[];
}

/** Neighbours of the same local day together, in the order given. */
export function groupByDay(entries: readonly HistoryEntry[]): HistoryDay[] {
  const days: HistoryDay[] = [];
  for (const entry of entries) {
    const startMs = new Date(Date.parse(entry.call.createdAt)).setHours(0, 0, 0, 0);
    const last = days.at(-1);
    if (last?.startMs === startMs) last.entries.push(entry);
    else days.push({ startMs, entries: [entry] });
  }
  return days;
}

export type DayName = "today" | "yesterday" | "earlier";

export function dayName(startMs: number, nowMs: number): DayName {
  const today = new Date(nowMs);
  today.setHours(0, 0, 0, 0);
  if (startMs >= today.getTime()) return "today";
  // By the calendar, since days on which the clocks change have 23 or 25 hours.
  today.setDate(today.getDate() - 1);
  return startMs >= today.getTime() ? "yesterday" : "earlier";
}
