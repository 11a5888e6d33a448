/**
 * The names of everything that travels between us and the server. The one place that knows where
 * these shapes come from, so that features never import generated code.
 */

export type UserId = string;
export type ChatId = string;
export type MessageId = string;
export type CallId = string;
export type SessionId = string;
/** Made by the sender; unique per chat and sender for ever. */
export type ClientId = string;
/** RFC 3339, UTC, milliseconds. */
export type Timestamp = string;

export interface User {
  id: UserId;
  login: string;
  displayName: string;
  avatarUrl?: string | null;
  statusText?: string | null;
  phone?: string | null;
  online: boolean;
  lastSeenAt?: Timestamp | null;
  isAdmin?: boolean | null;
  createdAt: Timestamp;
}

/** My own account: what `/users/me` and `Session.user` add to `User`. */
export interface Me extends User {
  email?: string | null;
  emailConfirmed?: boolean | null;
  settings?: Record<string, unknown> | null;
}

export interface Session {
  user: Me;
  accessToken: string;
  accessTokenExpiresAt: Timestamp;
  sessionId: SessionId;
}

export type MemberRole = "owner" | "admin" | "member";

export interface Member {
  user: User;
  role: MemberRole;
  joinedAt: Timestamp;
  readSeq: number;
  deliveredSeq: number;
}

export type ChatKind = "direct" | "group" | "family" | "saved";

export interface Chat {
  id: ChatId;
  kind: ChatKind;
  title?: string | null;
  avatarUrl?: string | null;
  members?: Member[] | null;
  memberCount: number;
  lastSeq: number;
  lastMessage?: Message | null;
  /** Messages of others after `myReadSeq`; events do not count. */
  unreadCount: number;
  myReadSeq: number;
  /** The highest place read by somebody else. */
  readSeq: number;
  mutedUntil?: Timestamp | null;
  pinned: boolean;
  archived: boolean;
  role: MemberRole;
  encrypted: boolean;
  activeCall?: Call | null;
  createdAt: Timestamp;
}

export type MessageKind = "text" | "voice" | "media" | "file" | "call" | "system" | "encrypted";

export interface Message {
  id: MessageId;
  chatId: ChatId;
  /** The place where the message entered the chat's log. */
  seq: number;
  /** The place of its last change; an older `rev` never replaces a newer one. */
  rev: number;
  senderId: UserId;
  clientId: ClientId;
  kind: MessageKind;
  text?: string | null;
  createdAt: Timestamp;
  editedAt?: Timestamp | null;
  deletedAt?: Timestamp | null;
}

export type CallKind = "audio" | "video";
export type CallStatus =
  | "initiating"
  | "ringing"
  | "answered"
  | "ended"
  | "missed"
  | "rejected"
  | "busy"
  | "cancelled"
  | "failed";
export type ParticipantState =
  | "invited"
  | "ringing"
  | "connecting"
  | "connected"
  | "reconnecting"
  | "left"
  | "declined"
  | "missed"
  | "busy";

export interface CallParticipant {
  participantId: string;
  userId: UserId;
  sessionId?: SessionId | null;
  state: ParticipantState;
}

export interface Call {
  id: CallId;
  chatId: ChatId;
  kind: CallKind;
  status: CallStatus;
  mode: "p2p" | "sfu";
  initiatorId: UserId;
  participants: CallParticipant[];
  createdAt: Timestamp;
  answeredAt?: Timestamp | null;
  /** When media began to flow. */
  connectedAt?: Timestamp | null;
  endedAt?: Timestamp | null;
  durationMs?: number | null;
  endReason?: string | null;
}

export interface List<T> {
  items: T[];
  cursor?: string | null;
}

export interface MessagePage {
  /** Ascending `seq`. */
  items: Message[];
  /** There are older messages before the page. */
  hasMore: boolean;
  /** There are newer messages after the page. Absent means none. */
  hasNewer?: boolean | null;
}

/** `application/problem+json`, RFC 9457. */
export interface Problem {
  status: number;
  code: string;
  title?: string | null;
  detail?: string | null;
  errors?: Record<string, string[]> | null;
}

export interface RegisterInput {
  login: string;
  password: string;
  displayName?: string;
  inviteCode?: string;
  deviceName?: string;
}

export interface LoginInput {
  login: string;
  password: string;
  deviceName?: string;
}
