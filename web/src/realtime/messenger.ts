/**
 * The client without React: everything features may do with the server's live data.
 * Components reach it with `useMessenger()`, and read through the hooks in `@/hooks`.
 */
import type { StoreApi } from "zustand/vanilla";

import type {
  CallEvent,
  NoticeType,
  RequestType,
  SocketNotices,
  SocketRequests,
  TypingWhat,
} from "@/api/frames";
import type { Failure } from "@/api/failure";
import type { NewGroup } from "@/api/requests";
import type {
  ChatId,
  ClientId,
  FileId,
  LoginInput,
  Message,
  MessageId,
  MyChatPatch,
  PasskeyLoginInput,
  RegisterInput,
  UserId,
} from "@/api/types";
import type { NewMessage } from "./outbox";
import type { LocalFileId, MessengerState, PendingAction } from "./state";
import type { KeptFile } from "./uploads/blobStore";
import type { UploadProgress } from "./uploads/uploads";

export interface Messenger {
  readonly store: StoreApi<MessengerState>;
  readonly session: SessionActions;
  readonly connection: ConnectionActions;
  readonly chats: ChatActions;
  readonly timeline: TimelineActions;
  readonly messages: MessageActions;
  readonly uploads: UploadAccess;
  readonly socket: SocketAccess;
  /** The server's time, whatever this device's clock says. Milliseconds since 1970. */
  serverNow(): number;
}

export interface SessionActions {
  /** Decides between the boot screen, the cached app and the log-in page. Called once, by `app`. */
  boot(): Promise<void>;
  /** Throws `FailureError`. */
  signIn(input: LoginInput): Promise<void>;
  /** Throws `FailureError`. */
  signInByPasskey(input: PasskeyLoginInput): Promise<void>;
  /** Throws `FailureError`. */
  register(input: RegisterInput): Promise<void>;
  /** Ends the session on the server and wipes everything of it here, in every tab. Asks nothing. */
  signOut(): Promise<void>;
  /** Deletes the account for good and wipes everything of it here. Throws `FailureError`. */
  deleteAccount(password: string): Promise<void>;
  /** Messages that would be lost by signing out now. */
  unsentCount(): number;
  /** Reads `/users/me` again, after the profile was changed through REST. */
  refreshMe(): Promise<void>;
}

export interface ConnectionActions {
  /** Tries at once instead of waiting for the next attempt; takes over from another tab. */
  reconnect(): void;
}

export interface ChatActions {
  /** Opens or makes the direct chat with somebody. Throws `FailureError`. */
  openDirect(userId: UserId): Promise<ChatId>;
  /** Fetches one chat that is not known yet (a deep link). Throws `FailureError`. */
  load(chatId: ChatId): Promise<void>;
  /** Fetches the list again after it could not be loaded. */
  reload(): Promise<void>;
  /** Marks read up to `seq`. Only ever forward; calls are gathered. */
  markRead(chatId: ChatId, seq: number): void;
  /** Call on every keystroke, or every second of a recording; stops by itself. */
  setTyping(chatId: ChatId, typing: boolean, what?: TypingWhat): void;
  /** Kept here at once, and on the server for my other devices a moment later. */
  setDraft(chatId: ChatId, text: string): void;
  /** Which message the draft answers; `null`: none. */
  setReply(chatId: ChatId, messageId: MessageId | null): void;
  /** Opens or makes the chat with myself. Throws `FailureError`. */
  openSaved(): Promise<ChatId>;
  /** Throws `FailureError`; `privacy_forbids` names in `errors.memberIds` who may not be added. */
  createGroup(input: NewGroup): Promise<ChatId>;
  /** Joins a group by the code of an invite link. Throws `FailureError`. */
  join(code: string): Promise<ChatId>;
  /** Pins, silences, puts away, marks unread: my own side. Throws `FailureError`. */
  changeMine(chatId: ChatId, patch: Omit<MyChatPatch, "draft">): Promise<void>;
}

/** Results and failures show in `useTimeline`: nothing here throws. */
export interface TimelineActions {
  /** Makes sure that the newest messages are there, cached ones at once. */
  open(chatId: ChatId): Promise<void>;
  loadOlder(chatId: ChatId): Promise<void>;
  loadNewer(chatId: ChatId): Promise<void>;
  /** Jumps to a place in the history: the window around it replaces the newest one on screen. */
  loadAround(chatId: ChatId, place: { seq: number } | { date: string }): Promise<void>;
  /** Lets go of old messages if many are loaded. For when the newest ones are on screen. */
  letGoOfOlder(chatId: ChatId): void;
  /** Leaves a jump: shows the newest messages again. */
  returnToNewest(chatId: ChatId): void;
  /** Brings messages that are not in the windows into `timeline.aside`. Calls are gathered. */
  lookUp(chatId: ChatId, ids: readonly MessageId[]): void;
  /** One message, loaded or not; `null` when I cannot see it. Throws `FailureError`. */
  find(chatId: ChatId, id: MessageId): Promise<Message | null>;
  /** Repeats the load that failed. */
  retry(chatId: ChatId): Promise<void>;
}

/** A change that the server refused, and what it said. What was shown of it is taken back. */
export interface RefusedAction {
  action: PendingAction;
  failure: Failure;
}

export interface MessageActions {
  /**
   * Shows and keeps the message at once, and sends it when possible, exactly once. It answers what the chat's
   * draft answers, which is over then.
   */
  sendText(chatId: ChatId, text: string): Promise<ClientId>;
  /** The same for a message with files. Throws `FailureError`: `deviceFull`. */
  sendFiles(chatId: ChatId, message: NewMessage): Promise<ClientId>;
  /** Sends a message on, into another chat or the same. */
  forward(chatId: ChatId, message: Message): Promise<ClientId>;
  /** These show at once and are sent behind what waits in the same chat. */
  edit(message: Message, text: string): Promise<void>;
  delete(messages: readonly Message[], scope: "everyone" | "me"): Promise<void>;
  react(message: Message, emoji: string, set: boolean): Promise<void>;
  /** Returns the unsubscriber. */
  onRefused(listener: (refused: RefusedAction) => void): () => void;
  retry(clientId: ClientId): Promise<void>;
  discard(clientId: ClientId): Promise<void>;
}

/** Files of mine that are on their way. */
export interface UploadAccess {
  readonly progress: StoreApi<UploadProgress>;
  /** `null` when this device does not have it any more. */
  file(localId: LocalFileId): Promise<KeptFile | null>;
  /** What the file was called here before this page brought it to the server. */
  localIdOf(fileId: FileId): LocalFileId | undefined;
}

/** The socket itself, for calls. */
export interface SocketAccess {
  /** Throws `FailureError`: `network` when it is not connected or the answer does not come in time. */
  request<T extends RequestType>(
    type: T,
    data: SocketRequests[T]["data"],
    options?: { timeoutMs?: number },
  ): Promise<SocketRequests[T]["ok"]>;
  /** Sends when connected, else forgets. */
  notify<T extends NoticeType>(type: T, data: SocketNotices[T]): void;
  /** Every `call:*` event. Returns the unsubscriber. */
  onCallEvent(listener: (event: CallEvent) => void): () => void;
  /** Somebody's profile, or how we stand to each other, has changed. Returns the unsubscriber. */
  onPersonChanged(listener: (userId: UserId) => void): () => void;
  /** Somebody came a step further by an invitation of mine. Returns the unsubscriber. */
  onInviteProgress(listener: () => void): () => void;
  /** My simple mode, a proposal to me, or one of mine to that person changed. Returns the unsubscriber. */
  onSimpleModeChanged(listener: (userId: UserId) => void): () => void;
  /** After every (re)connection, once missed events are applied: renew leases, resume calls. */
  onOnline(listener: () => void): () => void;
  /** Whether that has happened already: for whoever begins to listen late. */
  isOnline(): boolean;
  /**
   * Shorter heartbeats, and never "away", while a call lasts. Returns the release. Resolves
   * dead connections within 20 s instead of 50 s.
   */
  holdForCall(): () => void;
}
