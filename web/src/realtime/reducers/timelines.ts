/**
 * The loaded messages of a chat. `live` follows the log: it takes events in order, each once, and
 * asks for a sync when one is missing. `away` is what was loaded around a jump.
 */
import type { LoggedEvent, MessageChange } from "@/api/frames";
import type { ChatId, Message, MessageId, UserId } from "@/api/types";
import type { MessageWindow, MessengerState, Timeline, TimelineLoading } from "../state";
import type { CachedTimeline, Effect, LoadedPage, Reduced } from "./change";
import { afterChange, changedId } from "./messages";
import {
  firstSeq,
  lastSeq,
  mergeMessages,
  withChanged,
  withMessage,
  withNewerState,
  withoutMessages,
  withoutPlace,
} from "./windows";

const IDLE: TimelineLoading = { phase: "idle" };
const EMPTY: Timeline = {
  live: null,
  away: null,
  aside: {},
  recent: [],
  recentFrom: 0,
  appliedSeq: 0,
  loading: IDLE,
};
/** Changes that are kept for pages on their way; a page that missed more is asked for again. */
const RECENT = 200;
/** Messages kept beyond the windows. */
const ASIDE = 500;

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
export function applyToTimeline(state: MessengerState, event: LoggedEvent, myId: UserId): Reduced {
  const { chatId, seq } = event.data;
  const timeline = state.timelinesByChat[chatId];
  if (timeline?.live == null) return { state, effects: [] };
  if (seq > timeline.appliedSeq + 1) return { state, effects: [{ type: "sync" }] };
  const isNext = seq === timeline.appliedSeq + 1;
  return {
    state: withTimeline(state, chatId, (before) => {
      const changed = withEvent(state, before, event, isNext, myId);
      return isNext ? { ...changed, appliedSeq: seq } : changed;
    }),
    effects: [],
  };
}

function withEvent(
  state: MessengerState,
  timeline: Timeline,
  event: LoggedEvent,
  isNext: boolean,
  myId: UserId,
): Timeline {
  const { live, away } = timeline;
  switch (event.type) {
    case "message:new": {
      const { message } = event.data;
      if (live === null || isHidden(state, message)) return timeline;
      return {
        ...timeline,
        live: isNext ? withMessage(live, message) : withNewerState(live, message),
        away: away === null ? null : withNewerState(away, message),
      };
    }
    case "message:updated":
    case "message:deleted":
    case "reaction:updated": {
      // Said again: what it told is known, and what came after it too.
      if (!isNext) return timeline;
      const recent = [...timeline.recent, event];
      const kept = recent.slice(-RECENT);
      const lost = recent.length > kept.length ? recent[0] : undefined;
      return {
        ...changeMessage(timeline, changedId(event), (known) => afterChange(known, event, myId)),
        recent: kept,
        recentFrom: lost?.data.seq ?? timeline.recentFrom,
      };
    }
    case "chat:updated":
      // In the place of a message that I cannot see: the answer to my sending was quicker than my deleting it for me.
      return isNext && live !== null
        ? { ...timeline, live: withoutPlace(live, event.data.seq) }
        : timeline;
  }
}

/** One message, wherever it is loaded. */
export function changeMessage(
  timeline: Timeline,
  id: MessageId,
  change: (message: Message) => Message,
): Timeline {
  const { live, away, aside } = timeline;
  const known = aside[id];
  return {
    ...timeline,
    live: live === null ? null : withChanged(live, id, change),
    away: away === null ? null : withChanged(away, id, change),
    aside: known == null ? aside : { ...aside, [id]: change(known) },
  };
}

/** A message of mine that the server has stored; its event may still be on its way. */
export function applyAcknowledged(state: MessengerState, message: Message): MessengerState {
  const timeline = state.timelinesByChat[message.chatId];
  const live = timeline?.live;
  if (timeline === undefined || live == null || isHidden(state, message)) return state;
  const first = firstSeq(live);
  // Sent long ago, above what is loaded: putting it there would leave a hole.
  const isAbove = live.hasOlder && first !== null && message.seq < first;
  if (isAbove) return state;
  // Its event has been here and it is not: I have deleted it for me meanwhile, on another device.
  if (message.seq <= timeline.appliedSeq) return state;
  return withTimeline(state, message.chatId, (before) => ({
    ...before,
    live: withMessage(live, message),
  }));
}

/** I deleted these for me, here or on another device. */
export function withoutHidden(
  state: MessengerState,
  chatId: ChatId,
  ids: readonly MessageId[],
): MessengerState {
  if (state.timelinesByChat[chatId] === undefined) return state;
  const gone = new Set(ids);
  return withTimeline(state, chatId, (timeline) => ({
    ...timeline,
    live: timeline.live === null ? null : withoutMessages(timeline.live, gone),
    away: timeline.away === null ? null : withoutMessages(timeline.away, gone),
    aside: Object.fromEntries(
      Object.entries(timeline.aside).map(([id, known]) => [id, gone.has(id) ? null : known]),
    ),
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
          live: {
            messages: visible(state, chatId, cached.messages),
            hasOlder: cached.hasOlder,
            hasNewer: false,
          },
          appliedSeq: cached.appliedSeq,
          recent: [],
          recentFrom: cached.appliedSeq,
        },
  );
}

/** Messages that were asked for by their ids; those that did not come are not there for me. */
export function applyAside(
  state: MessengerState,
  chatId: ChatId,
  asked: { ids: readonly MessageId[]; items: readonly Message[]; askedAtSeq: number },
  myId: UserId,
): MessengerState {
  const timeline = state.timelinesByChat[chatId];
  if (timeline === undefined || isOutdated(timeline, asked.askedAtSeq)) return state;
  const items = upToDate(state, timeline, asked.items, asked.askedAtSeq, myId);
  const found = new Map(items.map((message) => [message.id, message]));
  const added = asked.ids.map((id) => [id, found.get(id) ?? null] as const);
  return withTimeline(state, chatId, (before) => ({
    ...before,
    aside: Object.fromEntries([...Object.entries(before.aside), ...added].slice(-ASIDE)),
  }));
}

export function applyPage(
  state: MessengerState,
  chatId: ChatId,
  loaded: LoadedPage,
  myId: UserId,
): Reduced {
  const effects: Effect[] = [];
  const next = withTimeline(state, chatId, (timeline) => {
    const settled: Timeline = { ...timeline, loading: IDLE };
    const { page } = loaded;
    if (loaded.place === "newest") {
      const newest = Math.max(loaded.askedAtSeq, ...page.items.map((message) => message.rev));
      if (timeline.live !== null && timeline.appliedSeq >= newest) {
        // Events were quicker than the page.
        return settled;
      }
      // What happened in between is not known: what was loaded before must be looked at again.
      if (timeline.away !== null) effects.push({ type: "refreshAway", chatId });
      return {
        ...settled,
        live: {
          messages: visible(state, chatId, page.items),
          hasOlder: page.hasMore,
          hasNewer: false,
        },
        aside: {},
        appliedSeq: newest,
        recent: [],
        recentFrom: newest,
      };
    }
    const items = upToDate(state, timeline, page.items, loaded.askedAtSeq, myId);
    switch (loaded.place) {
      case "older": {
        const shown = timeline.away ?? timeline.live;
        // Of a window that the person has left meanwhile: here it would leave a hole.
        if (shown === null || firstSeq(shown) !== loaded.before) return settled;
        if (isOutdated(timeline, loaded.askedAtSeq)) return settled;
        const grown: MessageWindow = {
          ...shown,
          messages: mergeMessages(shown.messages, items),
          hasOlder: page.hasMore,
        };
        return timeline.away !== null ? { ...settled, away: grown } : { ...settled, live: grown };
      }
      case "newer":
        if (timeline.away === null || isOutdated(timeline, loaded.askedAtSeq)) return settled;
        return joinLive({
          ...settled,
          away: {
            ...timeline.away,
            messages: mergeMessages(timeline.away.messages, items),
            hasNewer: page.hasMore,
          },
        });
      case "around":
        if (isOutdated(timeline, loaded.askedAtSeq)) effects.push({ type: "refreshAway", chatId });
        return joinLive({
          ...settled,
          away: {
            messages: items,
            hasOlder: page.hasMore,
            hasNewer: page.hasNewer ?? false,
          },
        });
      case "refreshed": {
        const { away } = timeline;
        // The person has gone back to the newest messages, or elsewhere.
        if (away === null || firstSeq(away) !== loaded.first) return settled;
        if (isOutdated(timeline, loaded.askedAtSeq)) {
          effects.push({ type: "refreshAway", chatId });
          return settled;
        }
        return joinLive({ ...settled, away: { ...away, messages: items, hasNewer: page.hasMore } });
      }
    }
  });
  return { state: next, effects };
}

/** More has happened since a page was asked for than is remembered. */
function isOutdated(timeline: Timeline, askedAtSeq: number): boolean {
  return timeline.live !== null && askedAtSeq < timeline.recentFrom;
}

/** A page as it is after what happened while it was on its way. */
function upToDate(
  state: MessengerState,
  timeline: Timeline,
  messages: readonly Message[],
  askedAtSeq: number,
  myId: UserId,
): Message[] {
  const changes = new Map<MessageId, MessageChange[]>();
  for (const event of timeline.recent) {
    if (event.data.seq <= askedAtSeq) continue;
    const id = changedId(event);
    changes.set(id, [...(changes.get(id) ?? []), event]);
  }
  return messages
    .filter((message) => !isHidden(state, message))
    .map((message) =>
      (changes.get(message.id) ?? []).reduce(
        (known, event) => afterChange(known, event, myId),
        message,
      ),
    );
}

function isHidden(state: MessengerState, message: Message): boolean {
  return state.hiddenByChat[message.chatId]?.includes(message.id) === true;
}

function visible(state: MessengerState, chatId: ChatId, messages: readonly Message[]): Message[] {
  const hidden = new Set(state.hiddenByChat[chatId]);
  return messages.filter((message) => !hidden.has(message.id));
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
