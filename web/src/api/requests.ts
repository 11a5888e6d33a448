/** The REST requests of the live client itself. Screens keep theirs in their feature's `api/`. */
import { request } from "./client";
import type {
  Chat,
  ChatId,
  List,
  LoginInput,
  Me,
  MessageId,
  MessagePage,
  MyChat,
  MyChatPatch,
  PasskeyChallenge,
  PasskeyLoginInput,
  RegisterInput,
  Session,
  User,
  UserId,
} from "./types";

export function login(input: LoginInput): Promise<Session> {
  return request("/api/auth/login", { method: "POST", body: input, open: true });
}

/** What a passkey has to sign. */
export function passkeyChallenge(): Promise<PasskeyChallenge> {
  return request("/api/auth/login/passkey/options", { method: "POST", open: true });
}

export function logInByPasskey(input: PasskeyLoginInput): Promise<Session> {
  return request("/api/auth/login/passkey", { method: "POST", body: input, open: true });
}

export function register(input: RegisterInput): Promise<Session> {
  return request("/api/auth/register", { method: "POST", body: input, open: true });
}

/** The refresh token travels in a cookie. */
export function refresh(): Promise<Session> {
  return request("/api/auth/refresh", { method: "POST", body: {}, open: true });
}

export function logout(): Promise<void> {
  return request("/api/auth/logout", { method: "POST", timeoutMs: 5_000 });
}

export function fetchMe(): Promise<Me> {
  return request("/api/users/me");
}

/** For good. */
export function deleteMe(password: string): Promise<void> {
  return request("/api/users/me", { method: "DELETE", body: { password } });
}

export function fetchUser(userId: UserId): Promise<User> {
  return request(`/api/users/${userId}`);
}

export function fetchChats(cursor?: string): Promise<List<Chat>> {
  return request("/api/chats", { query: { cursor, limit: 200 } });
}

export function fetchChat(chatId: ChatId): Promise<Chat> {
  return request(`/api/chats/${chatId}`);
}

export function openDirectChat(userId: UserId): Promise<Chat> {
  return request("/api/chats", { method: "POST", body: { kind: "direct", userId } });
}

export function openSavedChat(): Promise<Chat> {
  return request("/api/chats", { method: "POST", body: { kind: "saved" } });
}

export interface NewGroup {
  title: string;
  description?: string;
  /** Without me. */
  memberIds: UserId[];
}

export function createGroup(group: NewGroup): Promise<Chat> {
  return request("/api/chats", { method: "POST", body: { kind: "group", ...group } });
}

export function joinByLink(code: string): Promise<Chat> {
  return request(`/api/chat-links/${encodeURIComponent(code)}/join`, { method: "POST" });
}

export function changeMySide(chatId: ChatId, patch: MyChatPatch): Promise<MyChat> {
  return request(`/api/chats/${chatId}/mine`, { method: "PATCH", body: patch });
}

/** Which page of a chat's messages; none of these is the newest page. */
export interface MessagesQuery {
  /** Older than this place. */
  before?: number;
  /** Newer than this place. */
  after?: number;
  /** The page around this place. */
  around?: number;
  /** The page around this moment. */
  date?: string;
  /** 50 by default, 200 at most. */
  limit?: number;
}

export const PAGE_SIZE = 50;

export function fetchMessages(chatId: ChatId, query: MessagesQuery): Promise<MessagePage> {
  return request(`/api/chats/${chatId}/messages`, { query: { limit: PAGE_SIZE, ...query } });
}

/** Those of them that I can see; at most 50. */
export function fetchMessagesById(chatId: ChatId, ids: readonly MessageId[]): Promise<MessagePage> {
  return request(`/api/chats/${chatId}/messages`, { query: { ids: ids.join(",") } });
}
