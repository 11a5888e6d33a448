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
  /** A device of theirs is open, in use or not. */
  online: boolean;
  /** All open devices are idle. */
  away?: boolean | null;
  lastSeenAt?: Timestamp | null;
  isAdmin?: boolean | null;
  createdAt: Timestamp;
}

/** What of a person is the same for everybody: the form in broadcasts. */
export type PublicUser = Pick<
  User,
  "id" | "login" | "displayName" | "avatarUrl" | "statusText" | "createdAt"
>;

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
  serverTime: Timestamp;
}

/** A line of the sessions list. */
export interface SessionInfo {
  id: SessionId;
  deviceName: string;
  address: string;
  createdAt: Timestamp;
  lastUsedAt: Timestamp;
  /** The one that asks. */
  current: boolean;
  /** A socket of it is open now. */
  online: boolean;
}

export type MemberRole = "owner" | "admin" | "member";

export interface Member {
  user: User;
  role: MemberRole;
  joinedAt: Timestamp;
  readSeq: number;
  deliveredSeq: number;
}

export type ChatKind = "direct" | "family";

/** What of a chat is the same for all its members: the form in broadcasts. */
export interface SharedChat {
  id: ChatId;
  kind: ChatKind;
  /** Absent in a direct chat. */
  title?: string | null;
  avatarUrl?: string | null;
  memberCount: number;
  /** The place of the newest entry in its log. */
  lastSeq: number;
  encrypted: boolean;
  createdAt: Timestamp;
}

export interface Chat extends SharedChat {
  /** Everybody in it, when it is small (up to 50) or asked for alone. */
  members?: Member[] | null;
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
  activeCall?: Call | null;
}

export type MessageKind = "text" | "call";

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
  /** Of a message of kind `call`. */
  call?: CallCard | null;
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
  mode: "p2p";
  initiatorId: UserId;
  participants: CallParticipant[];
  createdAt: Timestamp;
  answeredAt?: Timestamp | null;
  /** When media began to flow. */
  connectedAt?: Timestamp | null;
  endedAt?: Timestamp | null;
  durationMs?: number | null;
  endReason?: CallEndReason | null;
}

export type CallEndReason = "hungUp" | "noAnswer" | "leaseLapsed" | "noMedia" | "busy";

/** How a call went, as its chat remembers it. */
export interface CallCard {
  callId: CallId;
  kind: CallKind;
  status: CallStatus;
  /** From the answer to the end; absent if nobody answered. */
  durationMs?: number | null;
}

export interface IceServers {
  iceServers: IceServer[];
  /** For how many seconds the credentials can start a call. */
  ttl: number;
}

export interface IceServer {
  urls: string[];
  username?: string | null;
  credential?: string | null;
}

export interface List<T> {
  items: T[];
  cursor?: string | null;
}

export interface MessagePage {
  /** Ascending `seq`. */
  items: Message[];
  /** There are older messages beyond the page or, when asked with `after`, newer ones. */
  hasMore: boolean;
  /** There are newer messages; only for a page around a place. */
  hasNewer?: boolean | null;
}

/** `application/problem+json`, RFC 9457. */
export interface Problem {
  status: number;
  code: string;
  title?: string | null;
  detail?: string | null;
  /** Stable codes per field, such as `too_short`. */
  errors?: Record<string, string[]> | null;
}

export interface Invite {
  code: string;
  url: string;
  /** The newcomer becomes an admin. */
  admin: boolean;
  /** Absent: any number. */
  maxUses?: number | null;
  uses: number;
  /** Absent: for always. */
  expiresAt?: Timestamp | null;
  note: string;
  usable: boolean;
  revoked: boolean;
  createdAt: Timestamp;
}

/** What a newcomer may know before registering. */
export interface InviteInfo {
  code: string;
  usable: boolean;
  /** Who invites, if a person does. */
  invitedBy?: string | null;
}

export interface MePatch {
  /** 1 to 64 characters. */
  displayName?: string;
  /** Up to 140 characters; empty clears it. */
  statusText?: string;
  /** Replaces the page's settings; an object of at most 4 KiB. */
  settings?: Record<string, unknown>;
}

export interface RegisterInput {
  login: string;
  password: string;
  displayName?: string;
  email?: string;
  inviteCode?: string;
  deviceName?: string;
}

export interface LoginInput {
  login: string;
  password: string;
  deviceName?: string;
}
