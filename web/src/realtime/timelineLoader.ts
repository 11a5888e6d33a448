/** Brings pages of history into the state. Failures show in the timeline; nothing here throws. */
import { isTransient, toFailure } from "@/api/failure";
import { fetchMessages, fetchMessagesById, type MessagesQuery } from "@/api/requests";
import type { ChatId, Message, MessageId, MessagePage } from "@/api/types";
import type { Timers } from "@/lib/timers";
import type { TimelineActions } from "./messenger";
import type { Cache } from "./offline";
import type { LoadedPage } from "./reducers/change";
import { firstSeq, lastSeq } from "./reducers/windows";
import type { Timeline, TimelineLoading } from "./state";
import type { StateKeeper } from "./stateKeeper";

type What = Extract<TimelineLoading, { phase: "loading" }>["what"];

/** Messages looked at again after too much was missed; the rest is loaded as one scrolls. */
const REFRESHED = 200;
const IDS_PER_REQUEST = 50;
const GATHER_MS = 20;

export interface TimelineLoader extends TimelineActions {
  /** Replaces what is there by the newest page: too much was missed. */
  loadNewest(chatId: ChatId): Promise<void>;
  /** Fetches what is shown away from the newest again: what became of it is not known. */
  refreshAway(chatId: ChatId): Promise<void>;
  /** The line is back: loads again whatever the lack of it made fail. */
  recover(): void;
}

export function createTimelineLoader(parts: {
  keeper: StateKeeper;
  cache: () => Cache;
  /** Fetches what the cached messages lack. */
  requestSync: () => void;
  /** The same, from an older cursor than the state's. */
  catchUp: (chatId: ChatId, since: string | null) => Promise<void>;
  timers: Timers;
}): TimelineLoader {
  const { keeper, cache, requestSync, catchUp, timers } = parts;
  const jumpByChat = new Map<ChatId, MessagesQuery>();
  const wantedByChat = new Map<ChatId, Set<MessageId>>();
  const underWay = new Map<ChatId, Set<MessageId>>();
  /** How often the line came back. */
  let recoveries = 0;

  function timelineOf(chatId: ChatId): Timeline | undefined {
    return keeper.get().timelinesByChat[chatId];
  }

  async function load(
    chatId: ChatId,
    what: What,
    query: MessagesQuery,
    placed: (page: MessagePage, askedAtSeq: number) => LoadedPage,
  ): Promise<void> {
    if (timelineOf(chatId)?.loading.phase === "loading") return;
    const askedAtSeq = timelineOf(chatId)?.appliedSeq ?? 0;
    const recoveriesBefore = recoveries;
    const loading: TimelineLoading = { phase: "loading", what };
    keeper.apply({ type: "timelineLoading", chatId, loading });
    try {
      const page = await fetchMessages(chatId, query);
      keeper.apply({ type: "pageLoaded", chatId, loading, page: placed(page, askedAtSeq) });
    } catch (caught) {
      const failed = { phase: "failed", what, failure: toFailure(caught) } as const;
      if (timelineOf(chatId)?.loading !== loading) return;
      keeper.apply({ type: "timelineLoading", chatId, loading: failed });
      // Asked over the line that was lost; the new one has looked for failures already.
      if (recoveries !== recoveriesBefore && isTransient(failed.failure)) await retry(chatId);
    }
  }

  function loadNewest(chatId: ChatId): Promise<void> {
    const askedAtSeq = keeper.get().chatsById[chatId]?.lastSeq ?? 0;
    return load(chatId, "newest", {}, (page) => ({ place: "newest", page, askedAtSeq }));
  }

  async function open(chatId: ChatId): Promise<void> {
    if (timelineOf(chatId)?.live == null) {
      const cached = await cache().timeline(chatId);
      if (cached !== null) {
        keeper.apply({ type: "timelineCached", chatId, cached });
        // What I deleted for me since it was kept is known to nobody here.
        if (cached.cursor !== keeper.get().cursor) return catchUp(chatId, cached.cursor);
      }
    }
    const timeline = timelineOf(chatId);
    if (timeline?.live == null) return loadNewest(chatId);
    if (timeline.appliedSeq < (keeper.get().chatsById[chatId]?.lastSeq ?? 0)) requestSync();
  }

  /** Ahead of a load, not with its page: the list can follow a change at one end, not at both. */
  function trim(chatId: ChatId, keep: "older" | "newer"): void {
    if (timelineOf(chatId)?.loading.phase === "loading") return;
    keeper.apply({ type: "timelineTrimmed", chatId, keep });
  }

  async function loadOlder(chatId: ChatId): Promise<void> {
    const timeline = timelineOf(chatId);
    const window = timeline?.away ?? timeline?.live;
    const first = window == null ? null : firstSeq(window);
    if (window?.hasOlder !== true || first === null) return;
    trim(chatId, "older");
    await load(chatId, "older", { before: first }, (page, askedAtSeq) => ({
      place: "older",
      page,
      before: first,
      askedAtSeq,
    }));
  }

  async function loadNewer(chatId: ChatId): Promise<void> {
    const window = timelineOf(chatId)?.away;
    const last = window == null ? null : lastSeq(window);
    if (window?.hasNewer !== true || last === null) return;
    trim(chatId, "newer");
    await load(chatId, "newer", { after: last }, (page, askedAtSeq) => ({
      place: "newer",
      page,
      askedAtSeq,
    }));
  }

  async function refreshAway(chatId: ChatId): Promise<void> {
    const window = timelineOf(chatId)?.away;
    const first = window == null ? null : firstSeq(window);
    if (first === null) return;
    const query = { after: first - 1, limit: REFRESHED };
    await load(chatId, "newer", query, (page, askedAtSeq) => ({
      place: "refreshed",
      page,
      first,
      askedAtSeq,
    }));
  }

  /** Asks for messages by id, those of one moment together. */
  function lookUp(chatId: ChatId, ids: readonly MessageId[]): void {
    const wanted = wantedByChat.get(chatId) ?? new Set();
    const isFirst = wanted.size === 0;
    const aside = timelineOf(chatId)?.aside ?? {};
    for (const id of ids) {
      if (!(id in aside) && !(underWay.get(chatId)?.has(id) ?? false)) wanted.add(id);
    }
    wantedByChat.set(chatId, wanted);
    if (isFirst && wanted.size > 0) timers.after(GATHER_MS, () => void fetchWanted(chatId));
  }

  async function fetchWanted(chatId: ChatId): Promise<void> {
    const all = [...(wantedByChat.get(chatId) ?? [])];
    wantedByChat.delete(chatId);
    const coming = underWay.get(chatId) ?? new Set();
    underWay.set(chatId, coming);
    for (let at = 0; at < all.length; at += IDS_PER_REQUEST) {
      const ids = all.slice(at, at + IDS_PER_REQUEST);
      for (const id of ids) coming.add(id);
      const askedAtSeq = timelineOf(chatId)?.appliedSeq ?? 0;
      try {
        const { items } = await fetchMessagesById(chatId, ids);
        keeper.apply({ type: "asideLoaded", chatId, ids, items, askedAtSeq });
      } catch (caught) {
        // What could not be fetched is asked for again by whoever still shows it.
        toFailure(caught);
      } finally {
        for (const id of ids) coming.delete(id);
      }
    }
  }

  async function find(chatId: ChatId, id: MessageId): Promise<Message | null> {
    const timeline = timelineOf(chatId);
    const loaded = [timeline?.live, timeline?.away]
      .flatMap((window) => window?.messages ?? [])
      .find((message) => message.id === id);
    const known = loaded ?? timeline?.aside[id];
    if (known !== undefined) return known;
    const { items } = await fetchMessagesById(chatId, [id]);
    return items[0] ?? null;
  }

  function jump(chatId: ChatId, query: MessagesQuery): Promise<void> {
    jumpByChat.set(chatId, query);
    return load(chatId, "around", query, (page, askedAtSeq) => ({
      place: "around",
      page,
      askedAtSeq,
    }));
  }

  async function retry(chatId: ChatId): Promise<void> {
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
  }

  function recover(): void {
    recoveries += 1;
    for (const [chatId, { loading }] of Object.entries(keeper.get().timelinesByChat)) {
      if (loading.phase === "failed" && isTransient(loading.failure)) void retry(chatId);
    }
  }

  return {
    open,
    loadNewest,
    refreshAway,
    lookUp,
    find,
    loadOlder,
    loadNewer,
    loadAround: (chatId, place) =>
      jump(chatId, "seq" in place ? { around: place.seq } : { date: place.date }),
    letGoOfOlder: (chatId) => trim(chatId, "newer"),
    returnToNewest: (chatId) => keeper.apply({ type: "returnedToNewest", chatId }),
    retry,
    recover,
  };
}
