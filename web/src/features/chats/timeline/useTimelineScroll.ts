import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type RefObject,
} from "react";
import type { VirtualizerHandle } from "virtua";

import type { Chat } from "@/api/types";
import type { TimelineView } from "@/hooks/timeline";
import { useMessenger } from "@/hooks/messengerContext";
import type { TimelineEntry } from "@/realtime/timelineView";
import {
  compareEntries,
  dayAt,
  firstUnreadIndex,
  landingPlace,
  newestSeqUpTo,
  type Landing,
} from "./placement";

/** A landing with a name of its own, so that the same place can be asked for twice. */
export interface LandingRequest {
  id: string;
  landing: Landing;
}

export interface TimelineScroll {
  /** For `Virtualizer.shift`. */
  shift: boolean;
  /** The first landing has happened: before it, nothing should be seen. */
  landed: boolean;
  atBottom: boolean;
  /** The day of what is at the top edge. */
  day: string | null;
  /** By the person's hand. */
  scrolling: boolean;
  /** The message that was jumped to, for a moment. */
  highlightedKey: string | null;
  onScroll: () => void;
  onScrollEnd: () => void;
  /** The scrolling that follows is the person's, not ours. */
  onPersonScrolls: () => void;
  onResize: () => void;
  toNewest: () => void;
}

/** How near to the bottom counts as there, and how near to an edge makes more load; pixels. */
const BOTTOM_SLACK = 32;
const LOAD_AHEAD = 600;
/** Room above a landing for the day that sticks there; pixels. */
const TOP_ROOM = 44;
const HIGHLIGHT_MS = 2_000;
/** What has stood still for so long counts as seen: sizes are guesses before that. */
const SEEN_AFTER_MS = 200;

/** Everything that moves the timeline or follows from where it stands. */
export function useTimelineScroll(
  chat: Chat,
  view: TimelineView,
  request: LandingRequest,
  list: RefObject<VirtualizerHandle | null>,
): TimelineScroll {
  const messenger = useMessenger();
  const { entries } = view;
  const shift = useShift(entries);
  const [landedId, setLandedId] = useState<string | null>(null);
  const [atBottom, setAtBottom] = useState(true);
  const [day, setDay] = useState<string | null>(null);
  const [scrolling, setScrolling] = useState(false);
  const [highlightedKey, setHighlightedKey] = useState<string | null>(null);
  const [glances, setGlances] = useState(0);
  const place = useRef({
    entries: [] as readonly TimelineEntry[],
    landedId: null as string | null,
    askedId: null as string | null,
    atBottom: true,
    byPerson: false,
  });

  function toEnd(): void {
    list.current?.scrollToIndex(entries.length - 1, { align: "end" });
  }

  /** Tells what is seen: the day, what to mark read, what to load next. */
  function lookAround(): void {
    const handle = list.current;
    if (handle === null || place.current.landedId === null || entries.length === 0) return;
    const { scrollOffset, scrollSize, viewportSize } = handle;
    const top = handle.findItemIndex(scrollOffset);
    setDay(entries[top]?.kind === "day" ? null : dayAt(entries, top));
    setGlances((count) => count + 1);
    if (view.loading.phase !== "idle") return;
    if (place.current.atBottom && scrollOffset > LOAD_AHEAD) {
      messenger.timeline.letGoOfOlder(chat.id);
    }
    if (view.hasOlder && scrollOffset < LOAD_AHEAD) void messenger.timeline.loadOlder(chat.id);
    else if (view.hasNewer && scrollSize - scrollOffset - viewportSize < LOAD_AHEAD) {
      void messenger.timeline.loadNewer(chat.id);
    }
  }

  const markSeen = useEffectEvent(() => {
    const handle = list.current;
    if (handle === null || document.visibilityState !== "visible" || !document.hasFocus()) return;
    const bottom = handle.findItemIndex(handle.scrollOffset + handle.viewportSize - 1);
    const seq = newestSeqUpTo(entries, bottom);
    if (seq !== null && seq > chat.myReadSeq) messenger.chats.markRead(chat.id, seq);
  });

  function noticeBottom(): void {
    const handle = list.current;
    if (handle === null) return;
    const below = handle.scrollSize - handle.scrollOffset - handle.viewportSize;
    const isAtBottom = below <= BOTTOM_SLACK && !view.hasNewer;
    place.current.atBottom = isAtBottom;
    setAtBottom(isAtBottom);
  }

  const look = useEffectEvent(() => {
    noticeBottom();
    lookAround();
  });

  function askFor(landing: Landing): void {
    switch (landing.kind) {
      case "newest":
        messenger.timeline.returnToNewest(chat.id);
        break;
      case "unread":
        void messenger.timeline.loadAround(chat.id, { seq: landing.readSeq + 1 });
        break;
      case "message":
        void messenger.timeline.loadAround(chat.id, { seq: landing.seq });
        break;
      case "moment": {
        const date = new Date(landing.at).toISOString();
        void messenger.timeline.loadAround(chat.id, { date });
        break;
      }
    }
  }

  const land = useEffectEvent((): boolean => {
    const found = landingPlace(request.landing, view);
    const isFirst = place.current.landedId === null;
    const cannotLoad = view.loading.phase === "failed" && place.current.askedId === request.id;
    if (found.kind === "elsewhere" && !(isFirst && cannotLoad)) {
      if (place.current.askedId !== request.id && view.loading.phase === "idle") {
        place.current.askedId = request.id;
        askFor(request.landing);
      }
      return false;
    }
    place.current.landedId = request.id;
    place.current.atBottom = found.kind !== "entry";
    if (found.kind === "entry") {
      const offset = found.align === "start" ? -TOP_ROOM : 0;
      list.current?.scrollToIndex(found.index, { align: found.align, offset });
    } else {
      toEnd();
    }
    return true;
  });

  const follow = useEffectEvent((before: readonly TimelineEntry[]) => {
    const change = compareEntries(before, entries);
    if (change.kind === "replaced") {
      toEnd();
      return;
    }
    if (change.kind !== "appended" || view.hasNewer) return;
    if (change.own) {
      toEnd();
      return;
    }
    const handle = list.current;
    if (!place.current.atBottom || handle === null) return;
    // A flood of new messages must not carry the first unread one out of sight.
    const unread = firstUnreadIndex(entries, chat.myReadSeq);
    const endOffset = handle.scrollSize - handle.viewportSize;
    if (unread !== null && handle.getItemOffset(unread) - TOP_ROOM < endOffset) {
      handle.scrollToIndex(unread, { align: "start", offset: -TOP_ROOM });
    } else {
      toEnd();
    }
  });

  // A list that is mounted again (strict mode does it at once) must land again.
  useLayoutEffect(() => {
    const { current } = place;
    return () => {
      current.landedId = null;
      current.askedId = null;
    };
  }, []);

  useLayoutEffect(() => {
    if (entries.length === 0) return;
    const before = place.current.entries;
    place.current.entries = entries;
    const isLanded = place.current.landedId === request.id;
    if (isLanded) follow(before);
    else if (!land()) return;
    // After the list has measured what it shows now.
    const frame = requestAnimationFrame(() => {
      setLandedId(place.current.landedId);
      if (!isLanded) setHighlightedKey(keyToHighlight(request.landing, entries));
      look();
    });
    return () => cancelAnimationFrame(frame);
  }, [entries, request, view.loading.phase]);

  useEffect(() => {
    if (glances === 0) return;
    const timer = setTimeout(() => markSeen(), SEEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [glances]);

  useEffect(() => {
    if (highlightedKey === null) return;
    const timer = setTimeout(() => setHighlightedKey(null), HIGHLIGHT_MS);
    return () => clearTimeout(timer);
  }, [highlightedKey]);

  useEffect(() => {
    const onAttention = (): void => look();
    window.addEventListener("focus", onAttention);
    document.addEventListener("visibilitychange", onAttention);
    return () => {
      window.removeEventListener("focus", onAttention);
      document.removeEventListener("visibilitychange", onAttention);
    };
  }, []);

  return {
    shift,
    landed: landedId !== null,
    atBottom,
    day,
    scrolling,
    highlightedKey,
    onScroll: () => {
      if (place.current.byPerson) setScrolling(true);
      noticeBottom();
      lookAround();
    },
    onScrollEnd: () => {
      place.current.byPerson = false;
      setScrolling(false);
    },
    onPersonScrolls: () => {
      place.current.byPerson = true;
    },
    onResize: () => {
      if (place.current.atBottom && place.current.landedId !== null) toEnd();
      lookAround();
    },
    toNewest: () => {
      if (view.hasNewer) messenger.timeline.returnToNewest(chat.id);
      else toEnd();
    },
  };
}

/** Whether these entries differ from the last ones by what came or went above them. */
function useShift(entries: readonly TimelineEntry[]): boolean {
  const [known, setKnown] = useState({ entries, shift: false });
  if (known.entries === entries) return known.shift;
  const { kind } = compareEntries(known.entries, entries);
  const shift = kind === "prepended" || kind === "beheaded";
  setKnown({ entries, shift });
  return shift;
}

function keyToHighlight(landing: Landing, entries: readonly TimelineEntry[]): string | null {
  if (landing.kind !== "message") return null;
  const entry = entries.find((one) => one.kind === "message" && one.message.seq === landing.seq);
  return entry?.key ?? null;
}
