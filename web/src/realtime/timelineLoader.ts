/** Brings pages of history into the state. Failures show in the timeline; nothing here throws. */
import { toFailure } from "@/api/failure";
import { fetchMessages, type MessagesQuery } from "@/api/requests";
import type { ChatId, MessagePage } from "@/api/types";
import type { TimelineActions } from "./messenger";
import type { Cache } from "./offline";
import type { LoadedPage } from "./reducers/change";
import { firstSeq, lastSeq } from "./reducers/windows";
import type { Timeline, TimelineLoading } from "./state";
import type { StateKeeper } from "./stateKeeper";

type What = Extract<TimelineLoading, { phase: "loading" }>["what"];

export interface TimelineLoader extends TimelineActions {
  /** Replaces what is there by the newest page: too much was missed. */
  loadNewest(chatId: ChatId): Promise<void>;
}

export function createTimelineLoader(parts: {
  keeper: StateKeeper;
  cache: () => Cache;
  /** Fetches what the cached messages lack. */
  requestSync: () => void;
}): TimelineLoader {
  const { keeper, cache, requestSync } = parts;
  const jumpByChat = new Map<ChatId, MessagesQuery>();

  function timelineOf(chatId: ChatId): Timeline | undefined {
    return keeper.get().timelinesByChat[chatId];
  }

  async function load(
    chatId: ChatId,
    what: What,
    query: MessagesQuery,
    placed: (page: MessagePage) => LoadedPage,
  ): Promise<void> {
    if (timelineOf(chatId)?.loading.phase === "loading") return;
    keeper.apply({ type: "timelineLoading", chatId, loading: { phase: "loading", what } });
    try {
      const page = await fetchMessages(chatId, query);
      keeper.apply({ type: "pageLoaded", chatId, page: placed(page) });
    } catch (caught) {
      const loading = { phase: "failed", what, failure: toFailure(caught) } as const;
      keeper.apply({ type: "timelineLoading", chatId, loading });
    }
  }

  function loadNewest(chatId: ChatId): Promise<void> {
    const askedAtSeq = keeper.get().chatsById[chatId]?.lastSeq ?? 0;
    return load(chatId, "newest", {}, (page) => ({ place: "newest", page, askedAtSeq }));
  }

  async function open(chatId: ChatId): Promise<void> {
    if (timelineOf(chatId)?.live == null) {
      const cached = await cache().timeline(chatId);
      if (cached !== null) keeper.apply({ type: "timelineCached", chatId, cached });
    }
    const timeline = timelineOf(chatId);
    if (timeline?.live == null) return loadNewest(chatId);
    if (timeline.appliedSeq < (keeper.get().chatsById[chatId]?.lastSeq ?? 0)) requestSync();
  }

  async function loadOlder(chatId: ChatId): Promise<void> {
    const timeline = timelineOf(chatId);
    const window = timeline?.away ?? timeline?.live;
    const first = window == null ? null : firstSeq(window);
    if (window?.hasOlder !== true || first === null) return;
    await load(chatId, "older", { before: first }, (page) => ({
      place: "older",
      page,
      before: first,
    }));
  }

  async function loadNewer(chatId: ChatId): Promise<void> {
    const window = timelineOf(chatId)?.away;
    const last = window == null ? null : lastSeq(window);
    if (window?.hasNewer !== true || last === null) return;
    await load(chatId, "newer", { after: last }, (page) => ({ place: "newer", page }));
  }

  function jump(chatId: ChatId, query: MessagesQuery): Promise<void> {
    jumpByChat.set(chatId, query);
    return load(chatId, "around", query, (page) => ({ place: "around", page }));
  }

  return {
    open,
    loadNewest,
    loadOlder,
    loadNewer,
    loadAround: (chatId, place) =>
      jump(chatId, "seq" in place ? { around: place.seq } : { date: place.date }),
    returnToNewest: (chatId) => keeper.apply({ type: "returnedToNewest", chatId }),
    async retry(chatId) {
      const loading = timelineOf(chatId)?.loading;
      if (loading?.phase !== "failed") return;
      switch (loading.what) {
        case "newest":
          return loadNewest(chatId);
        case "older":
          return loadOlder(chatId);
        case "newer":
          return loadNewer(chatId);
        case "around":
          return jump(chatId, jumpByChat.get(chatId) ?? {});
      }
    },
  };
}
