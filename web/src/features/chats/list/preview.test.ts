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
      sign: null,
    });
  });

  it("says what is on its way where that is not words", () => {
    const file = { localId: "f", name: "a.jpg", mime: "image/jpeg", size: 1 };
    const sign = (change: Partial<PendingMessage>) => {
      const preview = previewOf(input({ pending: [{ ...unsent, text: "", ...change }] }));
      return preview.kind === "text" ? preview.sign : null;
    };
    expect(sign({ attachments: [file] })).toEqual({ kind: "photo", name: null });
    expect(sign({ attachments: [file, file] })).toEqual({ kind: "album", name: null });
    expect(sign({ attachments: [{ ...file, mime: "text/plain" }] })).toEqual({
      kind: "file",
      name: "a.jpg",
    });
    expect(sign({ kind: "voice", attachments: [file] })).toEqual({ kind: "voice", name: null });
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

describe("previewOf a message without words", () => {
  const file = { id: "f", name: "dacha.pdf", mime: "application/pdf", size: 1, url: "/f" };
  const photo = { ...file, mime: "image/jpeg" };
  const shown = (change: Parameters<typeof testMessage>[2]) =>
    previewOf(input({ chat: testChat({ members, lastMessage: testMessage(1, "anna", change) }) }));

  it("says what was sent", () => {
    expect(shown({ kind: "file", text: null, attachments: [file] })).toMatchObject({
      text: "",
      sign: { kind: "file", name: "dacha.pdf" },
    });
    expect(shown({ kind: "media", attachments: [photo] })).toMatchObject({
      sign: { kind: "photo" },
    });
    expect(shown({ kind: "media", attachments: [photo, photo] })).toMatchObject({
      sign: { kind: "album" },
    });
    expect(shown({ kind: "media", attachments: [{ ...file, mime: "video/mp4" }] })).toMatchObject({
      sign: { kind: "video" },
    });
    expect(shown({ kind: "voice", attachments: [file] })).toMatchObject({
      sign: { kind: "voice" },
    });
  });

  it("tells a deleted message and what happened in the chat from what was said", () => {
    expect(shown({ deletedAt: "2026-03-12T13:00:00.000Z", text: null })).toEqual({
      kind: "deleted",
    });
    expect(shown({ kind: "system", text: null, system: { type: "photoChanged" } })).toMatchObject({
      kind: "system",
    });
  });

  it("names nobody among my own notes", () => {
    const chat = testChat({ kind: "saved", lastMessage: testMessage(1, "me") });
    expect(previewOf(input({ chat }))).toMatchObject({ author: { kind: "unnamed" } });
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
