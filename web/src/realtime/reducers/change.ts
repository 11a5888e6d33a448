/**
 * Everything that can happen to the state, and what the reducers ask for in return. Reducers are
 * pure: they take the time as part of the change, and do nothing but return values.
 */
import type { ServerEvent, SyncAnswer } from "@/api/frames";
import type { Chat, ChatId, ClientId, Me, Message, MessagePage, User } from "@/api/types";
import type {
  ConnectionState,
  MessengerState,
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
  | { type: "synced"; answer: SyncAnswer }
  /** Every chat of mine was in the answers: forget those not in `chatIds`. */
  | { type: "chatsComplete"; chatIds: ChatId[] }
  | { type: "chatFetched"; chat: Chat }
  | { type: "userFetched"; user: User }
  | { type: "timelineCached"; chatId: ChatId; cached: CachedTimeline }
  | { type: "timelineLoading"; chatId: ChatId; loading: TimelineLoading }
  | { type: "pageLoaded"; chatId: ChatId; page: LoadedPage }
  | { type: "returnedToNewest"; chatId: ChatId }
  | { type: "readByMe"; chatId: ChatId; seq: number }
  /** The stored outbox, whole. */
  | { type: "outboxRead"; items: PendingMessage[] }
  | { type: "pendingAdded"; item: PendingMessage }
  | { type: "pendingChanged"; item: PendingMessage }
  | { type: "pendingRemoved"; clientId: ClientId }
  /** The server has stored a message of mine. */
  | { type: "acknowledged"; message: Message }
  | { type: "typingExpired"; nowMs: number }
  | { type: "drafted"; chatId: ChatId; text: string };

export type LoadedPage =
  /** `askedAtSeq`: what `chat.lastSeq` was when it was asked for. */
  | { place: "newest"; page: MessagePage; askedAtSeq: number }
  /** `before`: the first `seq` of the window it was asked for. */
  | { place: "older"; page: MessagePage; before: number }
  | { place: "newer"; page: MessagePage }
  | { place: "around"; page: MessagePage };

export interface CachedState {
  me: Me;
  cursor: string | null;
  storeId: string | null;
  chats: Chat[];
  drafts: Record<ChatId, string>;
}

/** The newest messages as they were kept. */
export interface CachedTimeline {
  messages: Message[];
  hasOlder: boolean;
  appliedSeq: number;
}

/** What must be done because of a change. */
export type Effect =
  /** Something was missed. */
  | { type: "sync" }
  /** The events since were too many: the newest page replaces what is there. */
  | { type: "loadNewest"; chatId: ChatId }
  /** The chat's unread count cannot be told from here. */
  | { type: "refetchChat"; chatId: ChatId }
  /** Messages of others have arrived. */
  | { type: "arrived"; chatId: ChatId; seq: number };

export interface Reduced {
  state: MessengerState;
  effects: Effect[];
}
