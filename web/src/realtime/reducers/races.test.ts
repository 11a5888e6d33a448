/** Answers and events that overtake each other: found by the convergence test, each told here in a few steps. */
import { describe, expect, it } from "vitest";

import type { LoggedEvent } from "@/api/frames";
import {
  after,
  happened,
  knows,
  liveSeqs,
  loaded,
  opened,
  page,
  said,
  synced,
} from "../testing/changes";
import { chat, LONG_AGO, ME, member, message, pending } from "../testing/records";
import type { PendingAction } from "../state";
import type { Change } from "./change";
import { reduce } from "./reduce";

const erased = (messageSeq: number, seq: number): Change =>
  happened({
    type: "message:deleted",
    data: { chatId: "a", seq, messageId: `a-${messageSeq}`, deletedAt: LONG_AGO },
  });
const chatChanged = (seq: number): LoggedEvent => ({
  type: "chat:updated",
  data: {
    chatId: "a",
    seq,
    chat: {
      id: "a",
      kind: "group",
      createdAt: LONG_AGO,
      encrypted: false,
      memberCount: 2,
      lastSeq: seq,
    },
  },
});
const hiddenHere = (seq: number): Change[] => {
  const item: PendingAction = {
    clientId: `hide ${seq}`,
    chatId: "a",
    messageId: `a-${seq}`,
    createdAt: LONG_AGO,
    change: { type: "delete", for: "me" },
  };
  return [
    { type: "actionAdded", item },
    { type: "actionDone", item, message: null },
  ];
};
const hiddenTold = (seq: number): Change =>
  happened({ type: "message:hidden", data: { chatId: "a", messageIds: [`a-${seq}`] } });
const summaryOf = (seqs: number[]): Parameters<typeof chat>[0] => ({
  id: "a",
  lastSeq: seqs.at(-1) ?? 0,
  lastMessage: message({ chatId: "a", seq: seqs.at(-1) ?? 0 }),
  unreadCount: seqs.length,
});

describe("a message that I deleted for me", () => {
  it("before it was told counts as read by its writer all the same", () => {
    const { state } = after(knows(), ...hiddenHere(1), said(1));
    const found = state.chatsById["a"];
    expect(found).toMatchObject({ lastSeq: 1, unreadCount: 0, lastMessage: null, readSeq: 1 });
    expect(found?.members?.find(({ user }) => user.id === "anna")?.readSeq).toBe(1);
  });

  it("may be counted by a summary from before that comes after: the server is asked", () => {
    const { state, effects } = after(
      knows(summaryOf([1])),
      ...hiddenHere(1),
      synced({ chat: chat(summaryOf([1])) }),
      hiddenTold(1),
    );
    expect(effects).toEqual([{ type: "refetchChat", chatId: "a" }]);
    const mySide = state.mySideChanges["a"] ?? 0;
    const fresh = chat({ id: "a", lastSeq: 1 });
    const asked = reduce(state, { type: "chatRefetched", chat: fresh, mySide });
    expect(asked.state.chatsById["a"]).toMatchObject({ unreadCount: 0, lastMessage: null });
  });

  it("may be left out already by a summary that was asked for: the server is asked", () => {
    const { state, effects } = after(
      knows(summaryOf([1, 2, 3])),
      opened([1, 2, 3], 3),
      { type: "chatRefetched", chat: chat({ ...summaryOf([1, 2, 3]), unreadCount: 2 }), mySide: 0 },
      hiddenTold(1),
    );
    expect(liveSeqs(state)).toEqual([2, 3]);
    expect(effects).toEqual([{ type: "refetchChat", chatId: "a" }]);
  });

  it("is asked about no more when nothing is unread", () => {
    const { effects } = after(knows({ lastSeq: 1 }), ...hiddenHere(1), hiddenTold(1));
    expect(effects).toEqual([]);
  });

  it("on another device goes when its place in the log turns out to be empty for me", () => {
    const mine = message({ chatId: "a", seq: 1, senderId: ME, clientId: "x" });
    const { state } = after(
      knows(),
      opened([], 0),
      { type: "pendingAdded", item: pending({ clientId: "x", chatId: "a" }) },
      { type: "acknowledged", message: mine },
      synced({ chat: chat({ id: "a", lastSeq: 1 }), events: [chatChanged(1)], complete: true }),
    );
    expect(liveSeqs(state)).toEqual([]);
  });
});

describe("a page that is quicker than the socket", () => {
  it("and shows a message as deleted leaves its unread count to the server", () => {
    const gone = message({ chatId: "a", seq: 1, rev: 4, deletedAt: LONG_AGO });
    const { state, effects } = after(
      knows(summaryOf([1, 2, 3])),
      opened([2, 3], 3, true),
      loaded({
        place: "older",
        page: { items: [gone], hasMore: false },
        before: 2,
        askedAtSeq: 3,
      }),
      erased(1, 4),
    );
    expect(liveSeqs(state)).toEqual([1, 2, 3]);
    expect(effects).toEqual([{ type: "refetchChat", chatId: "a" }]);
  });

  it("and shows my own message as deleted asks nothing: it never counted", () => {
    const gone = message({ chatId: "a", seq: 1, rev: 3, senderId: ME, deletedAt: LONG_AGO });
    const { effects } = after(
      knows({ ...summaryOf([1, 2]), unreadCount: 1 }),
      loaded({ place: "newest", page: { items: [gone], hasMore: false }, askedAtSeq: 2 }),
      erased(1, 3),
    );
    expect(effects).toEqual([]);
  });

  it("comes while a sync is answered that did not ask for its events: it is loaded anew", () => {
    const { effects } = after(
      knows(),
      opened([], 0),
      synced({ chat: chat({ id: "a", lastSeq: 1 }) }),
    );
    expect(effects).toEqual([{ type: "loadNewest", chatId: "a" }]);
  });
});

describe("an answer from before a chat was taken from me and given back", () => {
  it("does not pass for the page that is being loaded", () => {
    const older = { phase: "loading", what: "older" } as const;
    const loading = { phase: "loading", what: "newest" } as const;
    const { state } = after(
      knows({ lastSeq: 5 }),
      opened([3, 4, 5], 5, true),
      { type: "timelineLoading", chatId: "a", loading: older },
      happened({ type: "chat:removed", data: { chatId: "a" } }),
      happened({ type: "chat:new", data: { chat: chat({ id: "a", lastSeq: 7 }) } }),
      { type: "timelineLoading", chatId: "a", loading },
      {
        type: "pageLoaded",
        chatId: "a",
        loading: older,
        page: { place: "older", page: page([1, 2]), before: 3, askedAtSeq: 5 },
      },
    );
    expect(state.timelinesByChat["a"]).toMatchObject({ live: null, loading });
  });

  it("shows nothing: what I deleted for me meanwhile is not known", () => {
    const loading = { phase: "loading", what: "newest" } as const;
    const { state } = after(
      knows({ lastSeq: 1 }),
      { type: "timelineLoading", chatId: "a", loading },
      happened({ type: "chat:removed", data: { chatId: "a" } }),
      knows({ lastSeq: 3 }),
      {
        type: "pageLoaded",
        chatId: "a",
        loading,
        page: { place: "newest", page: page([1]), askedAtSeq: 1 },
      },
    );
    expect(state.timelinesByChat["a"]).toBeUndefined();
  });
});

describe("a summary that was asked for", () => {
  it("and knows more than the socket has told is left to the sync, which comes in its order", () => {
    const members = [member(ME), member("anna")];
    const { state, effects } = after(knows({ members, lastSeq: 1, unreadCount: 1 }), {
      type: "chatRefetched",
      chat: chat({ id: "a", members, lastSeq: 3, unreadCount: 3 }),
      mySide: 0,
    });
    expect(effects).toEqual([{ type: "sync" }]);
    expect(state.chatsById["a"]).toMatchObject({ lastSeq: 1, unreadCount: 1 });
  });

  it("and knows as much as the socket has told is taken", () => {
    const { state, effects } = after(knows({ lastSeq: 1, unreadCount: 1 }), {
      type: "chatRefetched",
      chat: chat({ id: "a", lastSeq: 1, unreadCount: 0 }),
      mySide: 0,
    });
    expect(effects).toEqual([]);
    expect(state.chatsById["a"]).toMatchObject({ lastSeq: 1, unreadCount: 0 });
  });
});
describe("an answer to a sync that an event of the same connection has overtaken", () => {
  const asks = { type: "refetchChat", chatId: "a" };

  it("may know more or less of my side of a chat: the server is asked", () => {
    const mine = happened({
      type: "chat:mine",
      data: { chatId: "a", myReadSeq: 0, unreadCount: 0, archived: true },
    });
    expect(after(knows(), mine, synced({ chat: chat({ id: "a" }) })).effects).toContainEqual(asks);
    const older = synced({ chat: chat({ id: "a", archived: true }) });
    expect(after(knows(), said(1), older).effects).toContainEqual(asks);
    expect(after(knows(), older).effects).toEqual([]);
  });

  it("does not take away a chat that I was let into meanwhile", () => {
    const letIn = happened({ type: "chat:new", data: { chat: chat({ id: "a" }) } });
    const answer = { chats: [], removed: ["a"], cursor: "next", more: false };
    const { state } = after(
      letIn,
      { type: "synced", answer, mySide: {} },
      { type: "chatsComplete", chatIds: [], mySide: {} },
    );
    expect(state.chatsById).toHaveProperty("a");
  });

  it("does not keep a chat that I was taken out of meanwhile", () => {
    const { state, effects } = after(
      knows(),
      happened({ type: "chat:removed", data: { chatId: "a" } }),
      synced({ chat: chat({ id: "a" }) }),
    );
    expect(effects).toContainEqual(asks);
    const mySide = state.mySideChanges["a"] ?? 0;
    const gone = reduce(state, { type: "chatMissed", chatId: "a", mySide });
    expect(gone.state.chatsById).toEqual({});
  });
});
