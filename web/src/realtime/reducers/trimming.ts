/**
 * Keeps what is loaded of a chat bounded, however far somebody scrolls or however long a chat stays open: the end
 * that is far from the eye is let go, and loaded again when it is scrolled to.
 */
import type { ChatId } from "@/api/types";
import type { MessageWindow, MessengerState, Timeline } from "../state";
import { withTimeline } from "./timelines";

/** A window longer than this is cut to `KEPT`; the distance between the two makes cuts rare. */
const LONGEST = 1_500;
const KEPT = 1_000;
/** What stays of the newest messages while something older is on screen. */
const NEWEST_KEPT = 100;

/** `keep`: the end near which the person is. */
export function trimTimeline(
  state: MessengerState,
  chatId: ChatId,
  keep: "older" | "newer",
): MessengerState {
  if (state.timelinesByChat[chatId] === undefined) return state;
  return withTimeline(state, chatId, (timeline) =>
    keep === "older" ? withoutNewer(timeline) : withoutOlder(timeline),
  );
}

function withoutNewer(timeline: Timeline): Timeline {
  const { live, away } = timeline;
  const shown = away ?? live;
  if (live === null || shown === null || !isLong(shown)) return timeline;
  const older = { ...shown, messages: shown.messages.slice(0, KEPT), hasNewer: true };
  if (away !== null) return { ...timeline, away: older };
  // The newest ones go on following the log, out of sight.
  return { ...timeline, away: older, live: newest(live, NEWEST_KEPT) };
}

function withoutOlder(timeline: Timeline): Timeline {
  const { live, away } = timeline;
  if (away !== null) return isLong(away) ? { ...timeline, away: newest(away, KEPT) } : timeline;
  return live !== null && isLong(live) ? { ...timeline, live: newest(live, KEPT) } : timeline;
}

function isLong(window: MessageWindow): boolean {
  return window.messages.length > LONGEST;
}

function newest(window: MessageWindow, count: number): MessageWindow {
  return { ...window, messages: window.messages.slice(-count), hasOlder: true };
}
