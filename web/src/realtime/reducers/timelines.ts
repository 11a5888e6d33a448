/**
 * The loaded messages of a chat. `live` follows the log: it takes events in order, each once, and
 * asks for a sync when one is missing. `away` is what was loaded around a jump.
 */
import type { LoggedEvent } from "@/api/frames";
import type { ChatId, Message } from "@/api/types";
import type { MessageWindow, MessengerState, Timeline, TimelineLoading } from "../state";
import type { CachedTimeline, LoadedPage, Reduced } from "./change";
import { firstSeq, lastSeq, mergeMessages, withMessage, withNewerState } from "./windows";

const IDLE: TimelineLoading = { phase: "idle" };
const EMPTY: Timeline = { live: null, away: null, appliedSeq: 0, loading: IDLE };

export function withTimeline(
  state: MessengerState,
  chatId: ChatId,
  change: (timeline: Timeline) => Timeline,
): MessengerState {
  const before = state.timelinesByChat[chatId] ?? EMPTY;
  const after = change(before);
  if (after === before) return state;
  return { ...state, timelinesByChat: { ...state.timelinesByChat, [chatId]: after } };
}

/** One event of the log. Asks for a sync when the one before it is missing. */
export function applyToTimeline(state: MessengerState, event: LoggedEvent): Reduced {
  const { chatId, seq } = event.data;
  const timeline = state.timelinesByChat[chatId];
  if (timeline?.live == null) return { state, effects: [] };
  if (seq > timeline.appliedSeq + 1) return { state, effects: [{ type: "sync" }] };

  const isNext = seq === timeline.appliedSeq + 1;
  let { live, away } = timeline;
  if (event.type === "message:new") {
    const { message } = event.data;
    live = isNext ? withMessage(live, message) : withNewerState(live, message);
    if (away !== null) away = withNewerState(away, message);
  }
  const appliedSeq = Math.max(timeline.appliedSeq, seq);
  return {
    state: withTimeline(state, chatId, (before) => ({ ...before, live, away, appliedSeq })),
    effects: [],
  };
}

/** A message of mine that the server has stored; its event may still be on its way. */
export function applyAcknowledged(state: MessengerState, message: Message): MessengerState {
  const timeline = state.timelinesByChat[message.chatId];
  const live = timeline?.live;
  if (live == null) return state;
  const first = firstSeq(live);
  // Sent long ago, above what is loaded: putting it there would leave a hole.
  const isAbove = live.hasOlder && first !== null && message.seq < first;
  if (isAbove) return state;
  return withTimeline(state, message.chatId, (before) => ({
    ...before,
    live: withMessage(live, message),
  }));
}

export function applyCachedTimeline(
  state: MessengerState,
  chatId: ChatId,
  cached: CachedTimeline,
): MessengerState {
  return withTimeline(state, chatId, (timeline) =>
    timeline.live !== null
      ? timeline
      : {
          ...timeline,
          live: { messages: cached.messages, hasOlder: cached.hasOlder, hasNewer: false },
          appliedSeq: cached.appliedSeq,
        },
  );
}

export function applyPage(
  state: MessengerState,
  chatId: ChatId,
  loaded: LoadedPage,
): MessengerState {
  const { page } = loaded;
  return withTimeline(state, chatId, (timeline) => {
    const settled: Timeline = { ...timeline, loading: IDLE };
    switch (loaded.place) {
      case "newest": {
        const newest = Math.max(loaded.askedAtSeq, ...page.items.map((message) => message.rev));
        if (timeline.live !== null && timeline.appliedSeq >= newest) {
          // Events were quicker than the page.
          return settled;
        }
        return {
          ...settled,
          live: { messages: page.items, hasOlder: page.hasMore, hasNewer: false },
          appliedSeq: newest,
        };
      }
      case "older": {
        const shown = timeline.away ?? timeline.live;
        // Of a window that the person has left meanwhile: here it would leave a hole.
        if (shown === null || firstSeq(shown) !== loaded.before) return settled;
        const grown: MessageWindow = {
          ...shown,
          messages: mergeMessages(shown.messages, page.items),
          hasOlder: page.hasMore,
        };
        return timeline.away !== null ? { ...settled, away: grown } : { ...settled, live: grown };
      }
      case "newer":
        if (timeline.away === null) return settled;
        return joinLive({
          ...settled,
          away: {
            ...timeline.away,
            messages: mergeMessages(timeline.away.messages, page.items),
            hasNewer: page.hasMore,
          },
        });
      case "around":
        return joinLive({
          ...settled,
          away: {
            messages: page.items,
            hasOlder: page.hasMore,
            hasNewer: page.hasNewer ?? false,
          },
        });
    }
  });
}

/** When the window of a jump reaches the newest messages, the two become one. */
function joinLive(timeline: Timeline): Timeline {
  const { live, away } = timeline;
  if (live === null || away === null) return timeline;
  const liveFirst = firstSeq(live);
  const awayLast = lastSeq(away);
  const touches =
    !away.hasNewer || (liveFirst !== null && awayLast !== null && awayLast >= liveFirst);
  if (!touches) return timeline;
  const awayFirst = firstSeq(away);
  const reachesFurther = liveFirst === null || (awayFirst !== null && awayFirst < liveFirst);
  return {
    ...timeline,
    live: {
      messages: mergeMessages(live.messages, away.messages),
      hasOlder: reachesFurther ? away.hasOlder : live.hasOlder,
      hasNewer: false,
    },
    away: null,
  };
}
