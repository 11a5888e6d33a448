/** The frames of the socket, by name. See docs/socket-events.md. */
import type {
  Call,
  CallId,
  CallKind,
  Chat,
  ChatId,
  ClientId,
  ContactRequest,
  ContactState,
  FileId,
  MemberRole,
  Message,
  MessageId,
  MyChat,
  PublicUser,
  Reaction,
  SharedChat,
  Timestamp,
  User,
  UserId,
} from "./types";

export type TypingWhat = "text" | "voice" | "file";

export interface SyncAnswer {
  chats: SyncedChat[];
  removed: ChatId[];
  /** Opaque; the next `since`. */
  cursor: string;
  /** There is another page: ask again with this `cursor`. */
  more: boolean;
}

export interface SyncedChat {
  chat: Chat;
  /** What the named chat missed, in order; only for chats named in the request. */
  events?: LoggedEvent[] | null;
  /** `false`: too far behind, load the newest page instead. */
  complete?: boolean | null;
  /** Of the named chats: messages that I have deleted for me since the cursor. */
  hidden?: MessageId[] | null;
}

/** Requests, which the server answers with `ok` (its data is named here) or `error`. */
export interface SocketRequests {
  auth: {
    data: { token: string; tabId: string };
    ok: {
      userId: UserId;
      sessionId: string;
      connectionId: string;
      storeId: string;
      serverTime: string;
      heartbeatMs: number;
    };
  };
  ping: { data: Record<string, never>; ok: unknown };
  sync: { data: { since?: string; chats?: Record<ChatId, number> }; ok: SyncAnswer };
  "message:send": {
    data: {
      chatId: ChatId;
      clientId: ClientId;
      kind?: "text" | "voice";
      text?: string;
      replyTo?: MessageId;
      attachments?: FileId[];
      forwardOf?: MessageId;
    };
    ok: { message: Message };
  };
  "message:edit": { data: { messageId: MessageId; text: string }; ok: { message: Message } };
  "message:delete": { data: { messageId: MessageId; for: "everyone" | "me" }; ok: unknown };
  "reaction:set": { data: { messageId: MessageId; emoji: string }; ok: unknown };
  "reaction:unset": { data: { messageId: MessageId; emoji: string }; ok: unknown };
  "message:read": { data: { chatId: ChatId; seq: number }; ok: unknown };
  "message:delivered": { data: { chatId: ChatId; seq: number }; ok: unknown };
  "call:initiate": {
    data: { userId?: UserId; chatId?: ChatId; kind: CallKind; audioRoom?: boolean };
    ok: { call: Call };
  };
  "call:accept": { data: { callId: CallId }; ok: { call: Call } };
  "call:reject": { data: { callId: CallId }; ok: { call: Call } };
  "call:cancel": { data: { callId: CallId }; ok: { call: Call } };
  "call:end": { data: { callId: CallId }; ok: { call: Call } };
  "call:rings": {
    data: { callId: CallId; kind: DeviceKind; waiting?: boolean };
    ok: unknown;
  };
  "call:join": { data: { callId: CallId }; ok: { call: Call } };
  "call:leave": { data: { callId: CallId }; ok: { call: Call } };
  "call:invite": { data: { callId: CallId; userIds: UserId[] }; ok: { call: Call } };
  "call:hand": {
    data: { callId: CallId; userId?: UserId; participantId?: string; raised: boolean };
    ok: unknown;
  };
  "call:react": { data: { callId: CallId; emoji: string }; ok: unknown };
  "call:mute": {
    data: { callId: CallId; userId?: UserId; participantId?: string };
    ok: unknown;
  };
  "call:remove": { data: { callId: CallId; userId: UserId }; ok: unknown };
  "call:let-in": { data: { callId: CallId; userId: UserId }; ok: unknown };
  "call:lock": { data: { callId: CallId; locked: boolean }; ok: unknown };
  "call:renew": { data: { callId: CallId }; ok: unknown };
  "call:resume": {
    data: { callId: CallId; participantId: string; fresh?: boolean };
    ok: { call: Call };
  };
  "call:offer": { data: { callId: CallId; toParticipantId?: string; sdp: string }; ok: unknown };
  "call:answer": { data: { callId: CallId; toParticipantId?: string; sdp: string }; ok: unknown };
  "call:ice-candidate": {
    data: { callId: CallId; toParticipantId?: string; candidate: RTCIceCandidateInit | null };
    ok: unknown;
  };
  "call:media": {
    data: {
      callId: CallId;
      receiving: boolean;
      sending: boolean;
      path?: "direct" | "relay";
    };
    ok: unknown;
  };
  "call:state": { data: { callId: CallId } & CallControls; ok: unknown };
}

/** What a participant tells the others about itself. */
export interface CallControls {
  muted?: boolean;
  camera?: boolean;
  screen?: boolean;
  hold?: boolean;
}

/** Frames that the server does not answer. */
export interface SocketNotices {
  "typing:start": { chatId: ChatId; what?: TypingWhat };
  "typing:stop": { chatId: ChatId; what?: TypingWhat };
  "presence:set": { state: "online" | "away" };
}

interface Frame<T extends string, D> {
  type: T;
  data: D;
}

/** Events with a place of their own in the chat's log. */
export type LoggedEvent =
  | Frame<"message:new", { chatId: ChatId; seq: number; message: Message }>
  | MessageChange
  | Frame<
      "chat:updated",
      {
        chatId: ChatId;
        seq: number;
        chat: SharedChat;
        joined?: Joined | null;
        /** Who came, or has another role. */
        members?: Joined[] | null;
        leftIds?: UserId[] | null;
      }
    >;

/** What can happen to a message after it was sent, for everybody. */
export type MessageChange =
  /** `message` is whole, as it is now. */
  | Frame<"message:updated", { chatId: ChatId; seq: number; message: Message }>
  | Frame<
      "message:deleted",
      { chatId: ChatId; seq: number; messageId: MessageId; deletedAt: Timestamp }
    >
  | Frame<
      "reaction:updated",
      {
        chatId: ChatId;
        seq: number;
        messageId: MessageId;
        userId: UserId;
        emoji: string;
        set: boolean;
        /** All signs of the message, without `mine`. */
        counts: Reaction[];
      }
    >;

/** A member who came, or whose role changed. */
export interface Joined {
  user: PublicUser;
  role: MemberRole;
  joinedAt: Timestamp;
}

/** Where a relayed call frame comes from. */
interface FromParticipant {
  callId: CallId;
  fromParticipantId: string;
  fromUserId: UserId;
}

export type DeviceKind = "phone" | "tablet" | "computer";

/** One device of the person who is called. `kind` is missing until it has said so. */
export interface RingingDevice {
  kind?: DeviceKind;
  state: "delivered" | "ringing" | "waiting";
}

export type CallEvent =
  | Frame<"call:incoming", { call: Call; from: User }>
  | Frame<"call:ringing", { callId: CallId; devices: RingingDevice[] }>
  | Frame<"call:accepted", { callId: CallId; participantId: string; userId: UserId }>
  | Frame<"call:rejected", { callId: CallId; userId: UserId }>
  | Frame<"call:updated", { call: Call }>
  | Frame<"call:ended", { call: Call }>
  | Frame<"call:taken", { callId: CallId }>
  | Frame<"call:removed", { callId: CallId; byUserId: UserId }>
  | Frame<"call:muted", { callId: CallId; byUserId: UserId }>
  | Frame<
      "call:reacted",
      { callId: CallId; participantId: string; userId?: UserId | null; emoji: string }
    >
  | Frame<"call:offer", FromParticipant & { sdp: string }>
  | Frame<"call:answer", FromParticipant & { sdp: string }>
  | Frame<"call:ice-candidate", FromParticipant & { candidate: RTCIceCandidateInit | null }>
  | Frame<"call:state", FromParticipant & CallControls>;

export type ServerEvent =
  | LoggedEvent
  | Frame<"message:read", { chatId: ChatId; userId: UserId; seq: number }>
  | Frame<"message:delivered", { chatId: ChatId; userId: UserId; seq: number }>
  | Frame<"typing", { chatId: ChatId; userId: UserId; what: TypingWhat | null }>
  | Frame<"user:online", { userId: UserId; away: boolean }>
  | Frame<"presence:state", { present: { userId: UserId; away: boolean }[] }>
  | Frame<"user:offline", { userId: UserId; lastSeenAt: Timestamp }>
  | Frame<"user:updated", { userId: UserId; user: PublicUser }>
  | Frame<"chat:new", { chat: Chat }>
  | Frame<"chat:removed", { chatId: ChatId }>
  | Frame<"chat:mine", MyChat>
  | Frame<"message:hidden", { chatId: ChatId; messageIds: MessageId[] }>
  | Frame<"contact:request", { direction: ContactState; request: ContactRequest }>
  | Frame<"contact:updated", { userId: UserId; state: ContactState }>
  | Frame<"invite:progress", { code: string }>
  | Frame<"simple:changed", { userId: UserId }>
  | CallEvent
  | Frame<"resync", Record<string, never>>
  | Frame<"session:ended", { reason: string }>;

export type RequestType = keyof SocketRequests;
export type NoticeType = keyof SocketNotices;
