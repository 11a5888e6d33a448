/** Chats and messages for tests. */
import type { Chat, Member, Message, User } from "@/api/types";

const EPOCH = "2026-03-12T12:00:00.000Z";

export function testUser(id: string, displayName: string): User {
  return { id, login: id, displayName, online: false, createdAt: EPOCH };
}

export function testMember(user: User, marks: Partial<Member> = {}): Member {
  return { user, role: "member", joinedAt: EPOCH, readSeq: 0, deliveredSeq: 0, ...marks };
}

export function testMessage(seq: number, senderId: string, change: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    chatId: "chat",
    seq,
    rev: seq,
    senderId,
    clientId: `c${seq}`,
    kind: "text",
    text: `text ${seq}`,
    attachments: [],
    reactions: [],
    createdAt: new Date(Date.parse(EPOCH) + seq * 1000).toISOString(),
    ...change,
  };
}

export function testChat(change: Partial<Chat> = {}): Chat {
  return {
    id: "chat",
    kind: "direct",
    memberCount: 2,
    lastSeq: 0,
    encrypted: false,
    createdAt: EPOCH,
    unreadCount: 0,
    myReadSeq: 0,
    readSeq: 0,
    pinned: false,
    archived: false,
    role: "member",
    ...change,
  };
}
