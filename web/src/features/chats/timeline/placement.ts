/** Where the timeline stands: what to show first, and how a change of its entries moves it. Pure. */
import type { Message } from "@/api/types";
import type { MessageEntry, PendingEntry, TimelineEntry } from "@/realtime/timelineView";

/** What the person asked to see. */
export type Landing =
  | { kind: "newest" }
  /** The first message after this place; the newest ones when there is none. */
  | { kind: "unread"; readSeq: number }
  | { kind: "message"; seq: number }
  /** The first message from this moment on, in milliseconds since 1970. */
  | { kind: "moment"; at: number };

export type LandingPlace =
  | { kind: "end" }
  | { kind: "entry"; index: number; align: "start" | "center" }
  /** What is loaded does not contain it. */
  | { kind: "elsewhere" };

export interface LoadedRange {
  entries: readonly TimelineEntry[];
  hasOlder: boolean;
  hasNewer: boolean;
}

export function landingPlace(landing: Landing, range: LoadedRange): LandingPlace {
  switch (landing.kind) {
    case "newest":
      return range.hasNewer ? { kind: "elsewhere" } : { kind: "end" };
    case "unread":
      return unreadPlace(landing.readSeq, range);
    case "message":
      return placeOf(range, (message) => message.seq - landing.seq, "center");
    case "moment":
      return placeOf(range, (message) => Date.parse(message.createdAt) - landing.at, "start");
  }
}

function unreadPlace(readSeq: number, range: LoadedRange): LandingPlace {
  const first = range.entries.find(isMessage);
  const reachesMark = !range.hasOlder || (first !== undefined && first.message.seq <= readSeq + 1);
  if (!reachesMark) return { kind: "elsewhere" };
  const line = range.entries.findIndex((entry) => entry.kind === "unread");
  return line === -1 ? { kind: "end" } : { kind: "entry", index: line, align: "start" };
}

/** The first message at or after a place; `distance` is negative before it. */
function placeOf(
  range: LoadedRange,
  distance: (message: Message) => number,
  align: "start" | "center",
): LandingPlace {
  const first = range.entries.find(isMessage);
  if (first === undefined) return { kind: "end" };
  if (distance(first.message) > 0 && range.hasOlder) return { kind: "elsewhere" };
  const index = range.entries.findIndex(
    (entry) => isMessage(entry) && distance(entry.message) >= 0,
  );
  if (index === -1) return range.hasNewer ? { kind: "elsewhere" } : { kind: "end" };
  return { kind: "entry", index: withDayLine(range.entries, index, align), align };
}

/** At the top edge, the line above the day's first message is shown with it. */
function withDayLine(
  entries: readonly TimelineEntry[],
  index: number,
  align: "start" | "center",
): number {
  return align === "start" && entries[index - 1]?.kind === "day" ? index - 1 : index;
}

export type EntriesChange =
  | { kind: "none" }
  /** Older ones came above; what is on screen must not move. */
  | { kind: "prepended" }
  /** Old ones above were let go of; what is on screen must not move. */
  | { kind: "beheaded" }
  /** New ones came below; `own`: the last of them is mine. */
  | { kind: "appended"; own: boolean }
  /** Other entries altogether. */
  | { kind: "replaced" };

export function compareEntries(
  before: readonly TimelineEntry[],
  after: readonly TimelineEntry[],
): EntriesChange {
  const beforeFirst = before.find(isContent);
  const afterFirst = after.find(isContent);
  const afterLast = after.findLast(isContent);
  if (afterFirst === undefined || afterLast === undefined) return { kind: "none" };
  if (beforeFirst === undefined) return { kind: "replaced" };
  if (beforeFirst.key !== afterFirst.key) {
    const isBelow = after.some((entry) => entry.key === beforeFirst.key);
    if (isBelow) return { kind: "prepended" };
    const wasBelow = before.some((entry) => entry.key === afterFirst.key);
    return wasBelow ? { kind: "beheaded" } : { kind: "replaced" };
  }
  const beforeLast = before.findLast(isContent);
  if (beforeLast?.key === afterLast.key) return { kind: "none" };
  if (before.some((entry) => entry.key === afterLast.key)) return { kind: "none" };
  return { kind: "appended", own: afterLast.kind === "pending" || afterLast.own };
}

/** The newest message up to an entry, for marking it read; `null` when there is none. */
export function newestSeqUpTo(entries: readonly TimelineEntry[], index: number): number | null {
  for (let at = Math.min(index, entries.length - 1); at >= 0; at--) {
    const entry = entries[at];
    if (entry?.kind === "message") return entry.message.seq;
  }
  return null;
}

/** The day that an entry belongs to, as the time of its first message. */
export function dayAt(entries: readonly TimelineEntry[], index: number): string | null {
  for (let at = Math.min(index, entries.length - 1); at >= 0; at--) {
    const entry = entries[at];
    if (entry?.kind === "day") return entry.date;
  }
  return null;
}

export function firstUnreadIndex(
  entries: readonly TimelineEntry[],
  readSeq: number,
): number | null {
  const index = entries.findIndex(
    (entry) => isMessage(entry) && !entry.own && entry.message.seq > readSeq,
  );
  return index === -1 ? null : index;
}

export function isContent(entry: TimelineEntry): entry is MessageEntry | PendingEntry {
  return entry.kind === "message" || entry.kind === "pending";
}

function isMessage(entry: TimelineEntry): entry is MessageEntry {
  return entry.kind === "message";
}
