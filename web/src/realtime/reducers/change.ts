/**
 * Everything that can happen to the state, and what the reducers ask for in return. Reducers are
 * pure: they take the time as part of the change, and do nothing but return values.
 */
import type { ServerEvent, SyncAnswer } from "@/api/frames";
import type {
  Chat,
  ChatId,
  ClientId,
  Me,
  Message,
  MessageId,
  MessagePage,
  User,
} from "@/api/types";
import type {
  ConnectionState,
  LocalDraft,
  MessengerState,
  PendingAction,
  PendingMessage,
  SignedOutReason,
  TimelineLoading,
} from "../state";

export type Change =
  | { type: "signedIn"; me: Me }
  | { type: "meUpdated"; me: Me }
  | { type: "signedOut"; reason: SignedOutReason | null }
  | { type: "connection"; connection: ConnectionState }
  | { type: "cacheLoaded"; cache: CachedState }
  /** `nowMs` is this device's clock. */
  | { type: "event"; event: ServerEvent; nowMs: number }
  | { type: "storeIdentified"; storeId: string }
  /** `mySide` here and below: what `mySideChanges` was when it was asked for. */
  | { type: "synced"; answer: SyncAnswer; mySide: MessengerState["mySideChanges"] }
  /** The answer to a sync from an older cursor than ours, for one chat's sake. */
  | { type: "caughtUp"; answer: SyncAnswer; mySide: MessengerState["mySideChanges"] }
  /** Every chat of mine was in the answers: forget those not in `chatIds`. */
  | { type: "chatsComplete"; chatIds: ChatId[]; mySide: MessengerState["mySideChanges"] }
  | { type: "chatFetched"; chat: Chat }
  /** Carries out `refetchChat`. `mySide`: of this chat alone. */
  | { type: "chatRefetched"; chat: Chat; mySide: number }
  /** The same, and there is no such chat of mine. */
  | { type: "chatMissed"; chatId: ChatId; mySide: number }
  | { type: "userFetched"; user: User }
  | { type: "timelineCached"; chatId: ChatId; cached: CachedTimeline }
  | { type: "timelineLoading"; chatId: ChatId; loading: TimelineLoading }
  /** `loading`: what it ends. Where that stands no more, the timeline was dropped meanwhile and nobody waits for the page. */
  | { type: "pageLoaded"; chatId: ChatId; loading: TimelineLoading; page: LoadedPage }
  /** Messages asked for by id; `askedAtSeq` as in pages. */
  | {
      type: "asideLoaded";
      chatId: ChatId;
      ids: readonly MessageId[];
      items: readonly Message[];
      askedAtSeq: number;
    }
  | { type: "returnedToNewest"; chatId: ChatId }
  /** `keep`: the end near which the person is. */
  | { type: "timelineTrimmed"; chatId: ChatId; keep: "older" | "newer" }
  | { type: "readByMe"; chatId: ChatId; seq: number }
  /** The server knows, or will not hear of it. */
  | { type: "readSaid"; chatId: ChatId; seq: number }
  /** The stored outbox, whole. */
  | { type: "outboxRead"; items: PendingMessage[] }
  | { type: "pendingAdded"; item: PendingMessage }
  | { type: "pendingChanged"; item: PendingMessage }
  | { type: "pendingRemoved"; clientId: ClientId }
  /** The server has stored a message of mine. */
  | { type: "acknowledged"; message: Message }
  /** The stored changes of messages, whole. */
  | { type: "actionsRead"; items: PendingAction[] }
  | { type: "actionAdded"; item: PendingAction }
  /** Taken back: refused, or called off. */
  | { type: "actionRemoved"; clientId: ClientId }
  /** The server has done it; `message` is its answer to an edit. */
  | { type: "actionDone"; item: PendingAction; message: Message | null }
  | { type: "typingExpired"; nowMs: number }
  | { type: "drafted"; chatId: ChatId; draft: LocalDraft }
  /** The server has it, unless it was changed meanwhile. */
  | { type: "draftTold"; chatId: ChatId; draft: LocalDraft };

/** `askedAtSeq`: for the newest page, what `chat.lastSeq` was when it was asked for; else `appliedSeq`. */
export type LoadedPage =
  | { place: "newest"; page: MessagePage; askedAtSeq: number }
  /** `before`: the first `seq` of the window it was asked for. */
  | { place: "older"; page: MessagePage; before: number; askedAtSeq: number }
  | { place: "newer"; page: MessagePage; askedAtSeq: number }
  | { place: "around"; page: MessagePage; askedAtSeq: number }
  /** What is shown away from the newest, again. `first`: the first `seq` of that window. */
  | { place: "refreshed"; page: MessagePage; first: number; askedAtSeq: number };

export interface CachedState {
  me: Me;
  cursor: string | null;
  storeId: string | null;
  chats: Chat[];
  drafts: Record<ChatId, LocalDraft>;
  unsaidReads: Record<ChatId, number>;
}

/** The newest messages as they were kept. */
export interface CachedTimeline {
  messages: Message[];
  hasOlder: boolean;
  appliedSeq: number;
  /** The state's cursor when this was kept: what I deleted for me since is not left out yet. */
  cursor: string | null;
}

/** What must be done because of a change. */
export type Effect =
  /** Something was missed. */
  | { type: "sync" }
  /** The events since were too many: the newest page replaces what is there. */
  | { type: "loadNewest"; chatId: ChatId }
  /** Too much was missed to know what became of the messages shown away from the newest. */
  | { type: "refreshAway"; chatId: ChatId }
  /** The chat's unread count cannot be told from here. */
  | { type: "refetchChat"; chatId: ChatId }
  /** Messages of others have arrived. */
  | { type: "arrived"; chatId: ChatId; seq: number };

export interface Reduced {
  state: MessengerState;
  effects: Effect[];
}
