import { describe, expect, it } from "vitest";

import { testChat, testMessage } from "../testChats";
import { archiveOf, isHidden, isShelved, isUnread, shownChats, type Wanted } from "./shelf";

const NOW = Date.parse("2026-03-12T12:00:00.000Z");
const LATER = "2026-03-13T12:00:00.000Z";
const BEFORE = "2026-03-11T12:00:00.000Z";

const wanted: Wanted = { shelf: "main", filter: "all", openId: null, serverNow: NOW };

describe("isHidden", () => {
  it("lasts until the next message", () => {
    const chat = testChat({ hiddenSeq: 5, lastSeq: 5, lastMessage: testMessage(5, "anna") });
    expect(isHidden(chat)).toBe(true);
    expect(isHidden({ ...chat, lastMessage: testMessage(6, "anna") })).toBe(false);
    expect(isHidden(testChat({ hiddenSeq: 3, lastSeq: 3 }))).toBe(true);
    expect(isHidden(testChat())).toBe(false);
  });
});

describe("isShelved", () => {
  it("comes out with a new message, unless it is muted now", () => {
    const archived = testChat({ archived: true });
    expect(isShelved(archived, NOW)).toBe(true);
    expect(isShelved({ ...archived, unreadCount: 1 }, NOW)).toBe(false);
    expect(isShelved({ ...archived, unreadCount: 1, mutedUntil: LATER }, NOW)).toBe(true);
    expect(isShelved({ ...archived, unreadCount: 1, mutedUntil: BEFORE }, NOW)).toBe(false);
    expect(isShelved(testChat(), NOW)).toBe(false);
  });
});

describe("isUnread", () => {
  it("counts the mark that I set by hand", () => {
    expect(isUnread(testChat({ markedUnread: true }))).toBe(true);
    expect(isUnread(testChat({ unreadCount: 2 }))).toBe(true);
    expect(isUnread(testChat())).toBe(false);
  });
});

describe("shownChats", () => {
  const direct = testChat({ id: "direct" });
  const group = testChat({ id: "group", kind: "group", unreadCount: 3 });
  const family = testChat({ id: "family", kind: "family" });
  const saved = testChat({ id: "saved", kind: "saved" });
  const shelved = testChat({ id: "shelved", archived: true });
  const hidden = testChat({ id: "hidden", hiddenSeq: 9, lastSeq: 9 });
  const all = [direct, group, family, saved, shelved, hidden];
  const ids = (change: Partial<Wanted>): string[] =>
    shownChats(all, { ...wanted, ...change }).map((chat) => chat.id);

  it("keeps each chat on its shelf", () => {
    expect(ids({})).toEqual(["direct", "group", "family", "saved"]);
    expect(ids({ shelf: "archive" })).toEqual(["shelved"]);
  });

  it("filters by kind and by what is unread", () => {
    expect(ids({ filter: "direct" })).toEqual(["direct"]);
    expect(ids({ filter: "groups" })).toEqual(["group", "family"]);
    expect(ids({ filter: "unread" })).toEqual(["group"]);
  });

  it("leaves the chat on screen where it is", () => {
    expect(ids({ filter: "unread", openId: "direct" })).toEqual(["direct", "group"]);
    expect(ids({ openId: "hidden" })).toContain("hidden");
  });
});

describe("archiveOf", () => {
  it("counts what is in it, and what of it waits", () => {
    const chats = [
      testChat({ id: "a", archived: true }),
      testChat({ id: "b", archived: true, unreadCount: 4, mutedUntil: LATER }),
      testChat({ id: "c", archived: true, unreadCount: 4 }),
      testChat({ id: "d" }),
    ];
    expect(archiveOf(chats, NOW)).toEqual({ count: 2, unread: 1 });
  });
});
