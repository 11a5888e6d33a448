import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { PendingMessage } from "@/realtime/state";
import { timelineEntries, type TimelineEntry } from "@/realtime/timelineView";
import { testChat, testMessage } from "../testChats";
import { compareEntries, dayAt, landingPlace, newestSeqUpTo } from "./placement";

interface Shape {
  from: number;
  to: number;
  pending?: PendingMessage[];
  readSeq?: number;
  hasOlder?: boolean;
  hasNewer?: boolean;
}

function range({ from, to, pending = [], readSeq, hasOlder = from > 1, hasNewer = false }: Shape) {
  const messages = Array.from({ length: to - from + 1 }, (_, at) =>
    testMessage(from + at, (from + at) % 3 === 0 ? "me" : "anna"),
  );
  const entries = timelineEntries({
    chat: testChat(),
    timeline: {
      live: { messages, hasOlder, hasNewer },
      away: null,
      aside: {},
      recent: [],
      recentFrom: 0,
      appliedSeq: to,
      loading: { phase: "idle" },
    },
    pending,
    myId: "me",
    readSeqAtOpening: readSeq ?? null,
  });
  return { entries, hasOlder, hasNewer };
}

const seqAt = (entries: readonly TimelineEntry[], index: number) => newestSeqUpTo(entries, index);

describe("landingPlace", () => {
  it("lands on the unread line, or at the end when all is read", () => {
    const unread = range({ from: 1, to: 20, readSeq: 12 });
    const place = landingPlace({ kind: "unread", readSeq: 12 }, unread);
    expect(place).toMatchObject({ kind: "entry", align: "start" });
    expect(place.kind === "entry" && unread.entries[place.index]?.kind).toBe("unread");
    expect(landingPlace({ kind: "unread", readSeq: 20 }, range({ from: 1, to: 20 }))).toEqual({
      kind: "end",
    });
  });

  it("asks for more when the first unread message is further up", () => {
    const newest = range({ from: 80, to: 120, readSeq: 10 });
    expect(landingPlace({ kind: "unread", readSeq: 10 }, newest)).toEqual({ kind: "elsewhere" });
  });

  it("finds a message exactly when it is loaded", () => {
    const part = fc.record({
      from: fc.integer({ min: 1, max: 40 }),
      size: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(part, fc.integer({ min: 1, max: 90 }), fc.boolean(), (shape, seq, hasNewer) => {
        const to = shape.from + shape.size - 1;
        const loaded = range({ from: shape.from, to, hasNewer });
        const place = landingPlace({ kind: "message", seq }, loaded);
        if (seq < shape.from) expect(place.kind).toBe("elsewhere");
        else if (seq > to) expect(place.kind).toBe(hasNewer ? "elsewhere" : "end");
        else expect(place.kind === "entry" && seqAt(loaded.entries, place.index)).toBe(seq);
      }),
    );
  });

  it("goes to the day's line for a date, and to the first message after an empty day", () => {
    const loaded = range({ from: 1, to: 10 });
    const at = Date.parse(testMessage(1, "anna").createdAt) - 86_400_000;
    expect(landingPlace({ kind: "moment", at }, loaded)).toEqual({
      kind: "entry",
      index: 0,
      align: "start",
    });
  });
});

describe("compareEntries", () => {
  const base = range({ from: 50, to: 80 }).entries;
  const unsent: PendingMessage = {
    clientId: "c81",
    chatId: "chat",
    text: "x",
    createdAt: "2026-03-12T12:02:00.000Z",
    status: { phase: "sending" },
  };

  it("tells what came above from what came below", () => {
    expect(compareEntries(base, range({ from: 20, to: 80 }).entries)).toEqual({
      kind: "prepended",
    });
    expect(compareEntries(base, range({ from: 60, to: 80 }).entries)).toEqual({ kind: "beheaded" });
    expect(compareEntries(base, range({ from: 50, to: 82 }).entries)).toEqual({
      kind: "appended",
      own: false,
    });
    expect(compareEntries(base, range({ from: 50, to: 80, pending: [unsent] }).entries)).toEqual({
      kind: "appended",
      own: true,
    });
    expect(compareEntries(base, range({ from: 200, to: 240 }).entries)).toEqual({
      kind: "replaced",
    });
  });

  it("sees no change when my message on its way becomes a stored one", () => {
    const sending = range({ from: 50, to: 80, pending: [unsent] }).entries;
    const stored = range({ from: 50, to: 81 }).entries;
    expect(compareEntries(sending, stored)).toEqual({ kind: "none" });
  });

  it("does not follow when the last one is discarded", () => {
    const sending = range({ from: 50, to: 80, pending: [unsent] }).entries;
    expect(compareEntries(sending, base)).toEqual({ kind: "none" });
  });
});

describe("what is seen", () => {
  it("has the day of the entries above and the newest message up to an edge", () => {
    const { entries } = range({ from: 1, to: 10, readSeq: 4 });
    expect(dayAt(entries, entries.length - 1)).toBe(testMessage(1, "anna").createdAt);
    expect(newestSeqUpTo(entries, 0)).toBeNull();
    expect(newestSeqUpTo(entries, entries.length - 1)).toBe(10);
  });
});
