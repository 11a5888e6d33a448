/**
 * Keeps the device's memory up to date with the state: what changed, a moment after it changed, in
 * one transaction. Only the leading tab writes, so that a tab that lags cannot put old chats under
 * a newer cursor.
 */
import type { ChatId } from "@/api/types";
import { logger } from "@/lib/logger";
import type { Timers } from "@/lib/timers";
import { KEPT_MESSAGES, type Cache } from "./offline";
import type { CachedTimeline } from "./reducers/change";
import type { MessengerState, Timeline } from "./state";
import type { StateKeeper } from "./stateKeeper";

const SETTLE_MS = 400;

type Written = Pick<
  MessengerState,
  | "session"
  | "cursor"
  | "storeId"
  | "draftsByChat"
  | "unsaidReads"
  | "chatsById"
  | "timelinesByChat"
>;

export interface CacheWriter {
  /** Writes what is not written yet. */
  flush(): Promise<void>;
  stop(): void;
}

export function startCacheWriter(parts: {
  keeper: StateKeeper;
  cache: Cache;
  timers: Timers;
  /** What the cache already holds. */
  written: MessengerState | null;
}): CacheWriter {
  const { keeper, cache, timers } = parts;
  let written: Written | null = parts.written;
  let cancel: (() => void) | null = null;
  let writing = Promise.resolve();

  function write(): Promise<void> {
    cancel?.();
    cancel = null;
    writing = writing.then(writeNow);
    return writing;
  }

  async function writeNow(): Promise<void> {
    const state = keeper.get();
    if (state.session.phase !== "signedIn" || !hasChanged(written, state)) return;
    const before = written;
    try {
      await cache.save({
        me: state.session.me,
        cursor: state.cursor,
        storeId: state.storeId,
        drafts: state.draftsByChat,
        unsaidReads: state.unsaidReads,
        changedChats: Object.values(state.chatsById).filter(
          (chat) => before?.chatsById[chat.id] !== chat,
        ),
        changedTimelines: changedTimelines(before, state),
        removedChats: Object.keys(before?.chatsById ?? {}).filter(
          (chatId) => state.chatsById[chatId] === undefined,
        ),
      });
      written = state;
    } catch {
      // The disk is full, or another tab has signed out. The server still knows everything.
      logger.warn("the cache could not be written");
    }
  }

  const unsubscribe = keeper.store.subscribe((state) => {
    if (hasChanged(written, state)) cancel ??= timers.after(SETTLE_MS, () => void write());
  });
  void write();
  return {
    flush: write,
    stop() {
      unsubscribe();
      cancel?.();
    },
  };
}

function hasChanged(before: Written | null, state: MessengerState): boolean {
  return (
    before === null ||
    before.session !== state.session ||
    before.cursor !== state.cursor ||
    before.storeId !== state.storeId ||
    before.draftsByChat !== state.draftsByChat ||
    before.unsaidReads !== state.unsaidReads ||
    before.chatsById !== state.chatsById ||
    before.timelinesByChat !== state.timelinesByChat
  );
}

function changedTimelines(
  before: Written | null,
  state: MessengerState,
): { chatId: ChatId; timeline: CachedTimeline }[] {
  return Object.entries(state.timelinesByChat).flatMap(([chatId, timeline]) => {
    const known = before?.timelinesByChat[chatId];
    if (timeline.live === null || timeline.live === known?.live) return [];
    return [{ chatId, timeline: keptOf(timeline, timeline.live, state.cursor) }];
  });
}

/** The newest messages only; what is left out is history to load. */
function keptOf(
  timeline: Timeline,
  live: NonNullable<Timeline["live"]>,
  cursor: string | null,
): CachedTimeline {
  return {
    messages: live.messages.slice(-KEPT_MESSAGES),
    hasOlder: live.hasOlder || live.messages.length > KEPT_MESSAGES,
    appliedSeq: timeline.appliedSeq,
    cursor,
  };
}
