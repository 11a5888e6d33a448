/**
 * What the client knows, as one plain serialisable value. Only the reducers in `reducers/` make a
 * new one; hooks read it through the selectors in `selectors.ts`.
 */
import type { Failure } from "@/api/failure";
import type { MessageChange, TypingWhat } from "@/api/frames";
import type {
  Chat,
  ChatId,
  ClientId,
  FileId,
  ForwardedFrom,
  Me,
  Message,
  MessageId,
  StoredFile,
  Timestamp,
  User,
  UserId,
} from "@/api/types";

export interface MessengerState {
  session: SessionState;
  connection: ConnectionState;
  /** The list of chats is known: from the cache or from the server. */
  chatsLoaded: boolean;
  /** Of the server's database; another one makes the caches worthless. */
  storeId: string | null;
  /** Everything up to here is in `chatsById`. */
  cursor: string | null;
  chatsById: Record<ChatId, Chat>;
  timelinesByChat: Record<ChatId, Timeline>;
  /** Messages of mine that the server has not confirmed, oldest first. */
  pendingByChat: Record<ChatId, PendingMessage[]>;
  /** Changes of messages that I asked for and the server has not confirmed, oldest first. */
  actionsByChat: Record<ChatId, PendingAction[]>;
  /** Messages that I deleted for me, the newest last, so that a page on its way cannot bring them back. */
  hiddenByChat: Record<ChatId, readonly MessageId[]>;
  /** How often my side of a chat has changed: an answer from before is of no use. */
  mySideChanges: Record<ChatId, number>;
  usersById: Record<UserId, User>;
  presenceByUser: Record<UserId, Presence>;
  typingByChat: Record<ChatId, Record<UserId, Typing>>;
  draftsByChat: Record<ChatId, LocalDraft>;
  /** How far I have read here, where the server has not confirmed that it knows. Outlives a reload. */
  unsaidReads: Record<ChatId, number>;
}

export type SessionState =
  /** Nothing is known yet: show the boot screen. */
  | { phase: "booting" }
  | { phase: "signedOut"; reason: SignedOutReason | null }
  | { phase: "signedIn"; me: Me };

/** Why the person is asked to log in; `null` in the state when there is nothing to explain. */
export type SignedOutReason = "signedOut" | "sessionEnded";

export type ConnectionState =
  /** No session, or not started. */
  | { phase: "idle" }
  /** The device says that it has no network. */
  | { phase: "offline" }
  | { phase: "connecting" }
  /** Connected, fetching what was missed. */
  | { phase: "syncing" }
  | { phase: "online" }
  /** The next attempt begins at `retryAt` (milliseconds of this device's clock). */
  | { phase: "waiting"; retryAt: number }
  /** Another tab took over this one's place: this tab stays still until asked. */
  | { phase: "replaced" };

/** A run of neighbouring messages of one chat, ascending by `seq`, without holes. */
export interface MessageWindow {
  messages: Message[];
  hasOlder: boolean;
  hasNewer: boolean;
}

export interface Timeline {
  /** The newest messages; `null` until loaded. */
  live: MessageWindow | null;
  /** Where the person jumped to, away from the newest; shown instead of `live` when present. */
  away: MessageWindow | null;
  /**
   * Messages asked for by id, beyond the windows: what others answer, and what is pinned. `null`: there is no such
   * message, or I may not see it.
   */
  aside: Record<MessageId, Message | null>;
  /** The latest changes of messages, for pages that were asked for before them. */
  recent: readonly MessageChange[];
  /** Every change after this place is in `recent`. */
  recentFrom: number;
  /** Every event of the chat's log up to this place is contained in `live`. */
  appliedSeq: number;
  loading: TimelineLoading;
}

export type TimelineLoading =
  | { phase: "idle" }
  | { phase: "loading"; what: "newest" | "older" | "newer" | "around" }
  | { phase: "failed"; what: "newest" | "older" | "newer" | "around"; failure: Failure };

export interface PendingMessage {
  clientId: ClientId;
  chatId: ChatId;
  text: string;
  /** Only where it does not follow from what the message holds. */
  kind?: "voice";
  /** It is sent once each of them is whole on the server. */
  attachments?: PendingAttachment[];
  /** The message of the same chat that it answers. */
  replyTo?: MessageId;
  /** A message that is sent on. `text` is its text and `attachments` are its files, for the screen. */
  forward?: { messageId: MessageId; from: ForwardedFrom; attachments: StoredFile[] };
  createdAt: Timestamp;
  /** `localId` names the file that was refused, when it was one of them and not the message. */
  status: { phase: "sending" } | { phase: "failed"; failure: Failure; localId?: LocalFileId };
}

/** A file's name on this device, before it has one of the server. */
export type LocalFileId = string;

/** A file on its way; its bytes are in `uploads/blobStore.ts`. */
export interface PendingAttachment {
  localId: LocalFileId;
  name: string;
  mime: string;
  /** Bytes. */
  size: number;
  width?: number;
  height?: number;
  durationMs?: number;
  /** Loudness from 0 to 31, evenly spaced. */
  waveform?: number[];
  /** Once it is whole on the server. */
  fileId?: FileId;
}

/** A change of a message on its way, shown as if it had happened. */
export interface PendingAction {
  clientId: ClientId;
  chatId: ChatId;
  messageId: MessageId;
  createdAt: Timestamp;
  change: MessageWish;
  /** The server has done it; it is shown until its event has come. */
  done?: true;
}

export type MessageWish =
  | { type: "edit"; text: string }
  | { type: "delete"; for: "everyone" | "me" }
  | { type: "react"; emoji: string; set: boolean };

/** What is half written, as this device has it. */
export interface LocalDraft {
  text: string;
  replyTo: MessageId | null;
  /** The server, and with it my other devices, have it. */
  told: boolean;
}

export interface Presence {
  online: boolean;
  /** Open, but untouched for a while on every device. */
  away: boolean;
  lastSeenAt: Timestamp | null;
}

export interface Typing {
  what: TypingWhat;
  /** Milliseconds of this device's clock; forgotten after it. */
  until: number;
}

export const initialState: MessengerState = {
  session: { phase: "booting" },
  connection: { phase: "idle" },
  chatsLoaded: false,
  storeId: null,
  cursor: null,
  chatsById: {},
  timelinesByChat: {},
  pendingByChat: {},
  actionsByChat: {},
  hiddenByChat: {},
  mySideChanges: {},
  usersById: {},
  presenceByUser: {},
  typingByChat: {},
  draftsByChat: {},
  unsaidReads: {},
};
