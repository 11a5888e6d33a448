/** Records as the server would give them, with what a test does not care about filled in. */
import { FailureError, type Failure } from "@/api/failure";
import type { Chat, ChatId, Me, Member, Message, Session, User, UserId } from "@/api/types";
import type { PendingMessage } from "../state";

export const LONG_AGO = "2026-01-01T00:00:00.000Z";
export const ME = "me";

export function userNamed(id: UserId): User {
  return { id, login: id, displayName: id, createdAt: LONG_AGO, online: false };
}

export function me(id: UserId = ME): Me {
  return {
    ...userNamed(id),
    emailConfirmed: false,
    settings: {},
    privacy: {
      lastSeen: "everybody",
      photo: "everybody",
      phone: "contacts",
      about: "everybody",
      calls: "everybody",
      messages: "everybody",
      groups: "everybody",
      receipts: "everybody",
    },
  };
}

export function member(id: UserId): Member {
  return { user: userNamed(id), role: "member", joinedAt: LONG_AGO, readSeq: 0, deliveredSeq: 0 };
}

export function message(part: Partial<Message> & { chatId: ChatId; seq: number }): Message {
  return {
    id: `${part.chatId}-${part.seq}`,
    clientId: `client-${part.chatId}-${part.seq}`,
    senderId: "anna",
    kind: "text",
    text: `message ${part.seq}`,
    rev: part.seq,
    createdAt: LONG_AGO,
    attachments: [],
    reactions: [],
    ...part,
  };
}

export function chat(part: Partial<Chat> & { id: ChatId }): Chat {
  return {
    kind: "direct",
    createdAt: LONG_AGO,
    encrypted: false,
    memberCount: 2,
    lastSeq: 0,
    lastMessage: null,
    members: [member(ME), member("anna")],
    myReadSeq: 0,
    readSeq: 0,
    unreadCount: 0,
    role: "member",
    archived: false,
    pinned: false,
    ...part,
  };
}

export function pending(
  part: Partial<PendingMessage> & { clientId: string; chatId: ChatId },
): PendingMessage {
  return { text: part.clientId, createdAt: LONG_AGO, status: { phase: "sending" }, ...part };
}

/** Times in milliseconds since 1970. */
export function session(
  accessToken: string,
  { serverMs, expiresMs, userId = ME }: { serverMs: number; expiresMs: number; userId?: UserId },
): Session {
  return {
    accessToken,
    accessTokenExpiresAt: new Date(expiresMs).toISOString(),
    serverTime: new Date(serverMs).toISOString(),
    sessionId: "session",
    user: me(userId),
  };
}

/** A refusal of the server; status 0 is one over the socket. */
export function refusal(code: string, status = 0, retryAfterMs?: number): FailureError {
  return new FailureError({
    kind: "problem",
    status,
    code,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

export function failing(failure: Failure): FailureError {
  return new FailureError(failure);
}
