import { describe, expect, it } from "vitest";

import type { ServerEvent } from "@/api/frames";
import type { MessengerState } from "../state";
import {
  after,
  further,
  happened,
  knows,
  liveSeqs,
  loaded,
  logged,
  opened,
  page,
  said,
  synced,
} from "../testing/changes";
import { chat, LONG_AGO, ME, message, pending } from "../testing/records";
import type { Change } from "./change";
import { TYPING_MS } from "./people";
import { reduce } from "./reduce";

describe("a gap", () => {
  it("asks for a sync and shows nothing out of order", () => {
    const { state, effects } = after(knows({ lastSeq: 1 }), opened([1], 1), said(3));
    expect(effects).toEqual([{ type: "sync" }]);
    expect(liveSeqs(state)).toEqual([1]);
    expect(state.chatsById["a"]?.lastSeq).toBe(1);
  });

  it("asks for a sync when the chat itself is unknown", () => {
    expect(after(said(1)).effects).toEqual([{ type: "sync" }]);
  });

  it("is closed by the answer, in order", () => {
    const missed = [2, 3].map((seq) => message({ chatId: "a", seq }));
    const { state, effects } = after(
      knows({ lastSeq: 1 }),
      opened([1], 1),
      said(3),
      synced({
        chat: chat({ id: "a", lastSeq: 3, lastMessage: missed[1]!, unreadCount: 2 }),
        events: missed.map(logged),
        complete: true,
      }),
    );
    expect(liveSeqs(state)).toEqual([1, 2, 3]);
    expect(state.chatsById["a"]).toMatchObject({ lastSeq: 3, unreadCount: 2 });
    expect(state.cursor).toBe("next");
    expect(effects).toEqual([{ type: "arrived", chatId: "a", seq: 3 }]);
  });

  it("too wide to fill loads the newest page, which takes the place of the old messages", () => {
    const tooFar = synced({
      chat: chat({ id: "a", lastSeq: 90, lastMessage: message({ chatId: "a", seq: 90 }) }),
      complete: false,
    });
    const before = after(knows({ lastSeq: 1 }), opened([1], 1), tooFar);
    expect(before.effects).toContainEqual({ type: "loadNewest", chatId: "a" });
    const { state } = further(before.state, opened([89, 90], 90, true));
    expect(liveSeqs(state)).toEqual([89, 90]);
  });

  it("that opens while the first page is on its way is noticed when the page is there", () => {
    const { state, effects } = after(knows({ lastSeq: 1 }), said(2), opened([1], 1));
    expect(liveSeqs(state)).toEqual([1]);
    expect(effects).toEqual([{ type: "sync" }]);
  });
});

describe("a message", () => {
  it("never goes back to an older state", () => {
    const newer = message({ chatId: "a", seq: 1, rev: 5, text: "edited" });
    const { state } = after(
      knows({ lastSeq: 5 }),
      loaded({ place: "newest", page: { items: [newer], hasMore: false }, askedAtSeq: 5 }),
      said(1, { rev: 1, text: "as it was" }),
      { type: "acknowledged", message: message({ chatId: "a", seq: 1, rev: 1 }) },
    );
    expect(state.timelinesByChat["a"]?.live?.messages).toEqual([newer]);
  });

  it.each(["event first", "acknowledgement first"])("of mine shows once: %s", (order) => {
    const mine = message({ chatId: "a", seq: 1, senderId: ME, clientId: "x" });
    const event = happened(logged(mine));
    const acknowledged: Change = { type: "acknowledged", message: mine };
    const { state } = after(
      knows(),
      opened([], 0),
      { type: "pendingAdded", item: pending({ clientId: "x", chatId: "a" }) },
      ...(order === "event first" ? [event, acknowledged] : [acknowledged, event]),
    );
    expect(liveSeqs(state)).toEqual([1]);
    expect(state.pendingByChat).toEqual({});
    expect(state.chatsById["a"]).toMatchObject({ lastSeq: 1, unreadCount: 0 });
  });
});

const halfWritten = { text: "half a thou", replyTo: null, told: false };

describe("what is pending", () => {
  const waiting: Change[] = ["x", "y"].map((clientId) => ({
    type: "pendingAdded",
    item: pending({ clientId, chatId: "a" }),
  }));
  const left = (state: MessengerState): string[] | undefined =>
    state.pendingByChat["a"]?.map((item) => item.clientId);

  it("stays until the server is known to have it, and no other goes with it", () => {
    const mine = { senderId: ME, clientId: "x" };
    expect(left(after(knows(), ...waiting, said(1)).state)).toEqual(["x", "y"]);
    expect(left(after(knows(), ...waiting, said(1, mine)).state)).toEqual(["y"]);
    const acknowledged = message({ chatId: "a", seq: 1, ...mine });
    const told: Change = { type: "acknowledged", message: acknowledged };
    expect(left(after(knows(), ...waiting, told).state)).toEqual(["y"]);
    const seen = synced({
      chat: chat({ id: "a", lastSeq: 1 }),
      events: [logged(acknowledged)],
      complete: true,
    });
    expect(left(after(knows(), opened([], 0), ...waiting, seen).state)).toEqual(["y"]);
  });

  it("is not taken away by somebody else's message with the same client id", () => {
    const theirs = said(1, { senderId: "anna", clientId: "x" });
    expect(left(after(knows(), ...waiting, theirs).state)).toEqual(["x", "y"]);
  });

  it("and what is half written survive another server database; its chats do not", () => {
    const { state } = after(
      { type: "storeIdentified", storeId: "first" },
      knows({ lastSeq: 1 }),
      opened([1], 1),
      ...waiting,
      { type: "drafted", chatId: "a", draft: halfWritten },
      { type: "storeIdentified", storeId: "second" },
    );
    expect(left(state)).toEqual(["x", "y"]);
    expect(state.draftsByChat).toEqual({ a: halfWritten });
    expect(state).toMatchObject({ storeId: "second", cursor: null, chatsLoaded: false });
    expect(state.chatsById).toEqual({});
    expect(state.timelinesByChat).toEqual({});
  });

  it("is no reason to forget anything when the database is the same", () => {
    const same: Change = { type: "storeIdentified", storeId: "first" };
    expect(after(same, knows(), same).state.chatsById).toHaveProperty("a");
  });
});

describe("unread messages", () => {
  const unread = (state: MessengerState): number | undefined => state.chatsById["a"]?.unreadCount;

  it("are those of others, each counted once", () => {
    const { state } = after(knows(), said(1), said(1), said(2), said(3));
    expect(unread(state)).toBe(3);
  });

  it("are none above what I write, from whatever device", () => {
    const { state } = after(knows(), said(1), said(2, { senderId: ME }), said(3));
    expect(unread(state)).toBe(1);
    expect(state.chatsById["a"]?.myReadSeq).toBe(2);
    expect(state.chatsById["a"]?.readSeq).toBe(3);
  });

  it("become fewer as I read, here or on another device", () => {
    const read = after(knows(), opened([], 0), said(1), said(2), said(3)).state;
    const one = reduce(read, { type: "readByMe", chatId: "a", seq: 1 });
    expect(one).toMatchObject({ effects: [] });
    expect(unread(one.state)).toBe(2);
    const elsewhere: ServerEvent = {
      type: "chat:mine",
      data: { chatId: "a", myReadSeq: 3, unreadCount: 0 },
    };
    expect(unread(reduce(one.state, happened(elsewhere)).state)).toBe(0);
  });

  it("never become more by reading, although older ones were said before I came", () => {
    const history = after(knows({ lastSeq: 3, unreadCount: 0 }), opened([1, 2, 3], 3)).state;
    const summary = { ...history.chatsById["a"]!, lastMessage: message({ chatId: "a", seq: 3 }) };
    const joined = reduce(history, { type: "chatFetched", chat: summary }).state;
    expect(unread(reduce(joined, { type: "readByMe", chatId: "a", seq: 1 }).state)).toBe(0);
  });

  it("do not come back with a summary from before I read", () => {
    const before = chat({
      id: "a",
      lastSeq: 2,
      lastMessage: message({ chatId: "a", seq: 2, senderId: ME }),
      unreadCount: 1,
    });
    const mine: ServerEvent = {
      type: "chat:mine",
      data: { chatId: "a", myReadSeq: 1, unreadCount: 0 },
    };
    const late: Change = { type: "chatFetched", chat: before };
    const { state } = after(late, happened(mine), late);
    expect(state.chatsById["a"]).toMatchObject({ unreadCount: 0, myReadSeq: 1 });
  });

  it("that are not loaded are asked of the server", () => {
    const last = message({ chatId: "a", seq: 90 });
    const { effects } = after(knows({ lastSeq: 90, lastMessage: last, unreadCount: 90 }), {
      type: "readByMe",
      chatId: "a",
      seq: 40,
    });
    expect(effects).toEqual([{ type: "refetchChat", chatId: "a" }]);
  });
});

describe("people", () => {
  it("who are not named when a connection begins have gone meanwhile", () => {
    const { state } = after(
      happened({ type: "user:offline", data: { userId: "boris", lastSeenAt: LONG_AGO } }),
      happened({ type: "user:online", data: { userId: "anna", away: false } }),
      happened({ type: "presence:state", data: { present: [{ userId: "boris", away: true }] } }),
    );
    expect(state.presenceByUser["anna"]).toMatchObject({ online: false, away: false });
    expect(state.presenceByUser["boris"]).toEqual({
      online: true,
      away: true,
      lastSeenAt: LONG_AGO,
    });
  });

  it("stop typing by themselves, or with their message", () => {
    const typing = happened(
      { type: "typing", data: { chatId: "a", userId: "anna", what: "text" } },
      1_000,
    );
    const who = (state: MessengerState): string[] => Object.keys(state.typingByChat["a"] ?? {});
    const { state } = after(knows(), typing);
    const at = (nowMs: number): Change => ({ type: "typingExpired", nowMs });
    expect(who(reduce(state, at(1_000 + TYPING_MS - 1)).state)).toEqual(["anna"]);
    expect(who(reduce(state, at(1_000 + TYPING_MS)).state)).toEqual([]);
    expect(who(reduce(state, said(1)).state)).toEqual([]);
  });
});

describe("a jump into the history", () => {
  it("taken back while older messages load leaves no hole in the newest", () => {
    const { state } = after(
      knows({ lastSeq: 90 }),
      opened([89, 90], 90, true),
      loaded({
        place: "around",
        page: { ...page([40, 41], true), hasNewer: true },
        askedAtSeq: 90,
      }),
      { type: "returnedToNewest", chatId: "a" },
      loaded({ place: "older", page: page([38, 39], true), before: 40, askedAtSeq: 90 }),
    );
    expect(liveSeqs(state)).toEqual([89, 90]);
    expect(state.timelinesByChat["a"]?.loading).toEqual({ phase: "idle" });
  });
});
