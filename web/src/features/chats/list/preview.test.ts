import { describe, expect, it } from "vitest";

import type { PendingMessage } from "@/realtime/state";
import { testChat, testMember, testMessage, testUser } from "../testChats";
import { previewMark, previewOf, type PreviewInput } from "./preview";

const anna = testMember(testUser("anna", "Анна Петровна"), { deliveredSeq: 3, readSeq: 2 });
const me = testMember(testUser("me", "Мария"));
const members = [me, anna];

const input = (change: Partial<PreviewInput>): PreviewInput => ({
  chat: testChat({ members }),
  draft: "",
  pending: [],
  myId: "me",
  open: false,
  ...change,
});

const unsent: PendingMessage = {
  clientId: "p",
  chatId: "chat",
  text: "ещё\nв пути",
  createdAt: "2026-03-12T13:00:00.000Z",
  status: { phase: "sending" },
};

describe("previewOf", () => {
  it("prefers a draft, except in the chat that is open", () => {
    const chat = testChat({ members, lastMessage: testMessage(1, "anna") });
    expect(previewOf(input({ chat, draft: "не до\nконца" }))).toEqual({
      kind: "draft",
      text: "не до конца",
    });
    expect(previewOf(input({ chat, draft: "x", open: true }))).toMatchObject({ text: "text 1" });
    expect(previewOf(input({ chat, draft: "  \n" }))).toMatchObject({ text: "text 1" });
  });

  it("shows what is on its way before what the server has", () => {
    const chat = testChat({ members, lastMessage: testMessage(1, "anna") });
    expect(previewOf(input({ chat, pending: [unsent] }))).toEqual({
      kind: "text",
      author: { kind: "me" },
      text: "ещё в пути",
    });
  });

  it("names the author only where it could be anybody", () => {
    const lastMessage = testMessage(1, "anna");
    const direct = testChat({ members, lastMessage });
    const family = testChat({ kind: "family", members, lastMessage });
    expect(previewOf(input({ chat: direct }))).toMatchObject({ author: { kind: "unnamed" } });
    expect(previewOf(input({ chat: family }))).toMatchObject({
      author: { kind: "named", name: "Анна" },
    });
  });
});

describe("previewMark", () => {
  const marked = (seq: number) =>
    previewMark(input({ chat: testChat({ members, lastMessage: testMessage(seq, "me") }) }));

  it("follows my newest message from the clock to the coloured ticks", () => {
    expect(previewMark(input({ pending: [unsent] }))).toBe("sending");
    expect(marked(4)).toBe("sent");
    expect(marked(3)).toBe("delivered");
    expect(marked(2)).toBe("read");
  });

  it("is absent below another's message, a call or a draft", () => {
    const call = { callId: "c", kind: "audio", status: "missed" } as const;
    const chats = [
      testChat({ members, lastMessage: testMessage(4, "anna") }),
      testChat({ members, lastMessage: testMessage(4, "me", { kind: "call", call }) }),
    ];
    for (const chat of chats) expect(previewMark(input({ chat }))).toBeNull();
    expect(previewMark(input({ draft: "x", pending: [unsent] }))).toBeNull();
  });
});
