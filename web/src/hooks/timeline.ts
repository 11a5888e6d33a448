import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";

import type { ChatId, Message, MessageId } from "@/api/types";
import type { PendingAction, PendingMessage, TimelineLoading } from "@/realtime/state";
import { timelineEntries, type TimelineEntry } from "@/realtime/timelineView";
import { useMessenger } from "./messengerContext";
import { useMe } from "./session";

export interface TimelineView {
  entries: TimelineEntry[];
  /** Nothing to show yet: not even from the cache. */
  empty: boolean;
  loading: TimelineLoading;
  hasOlder: boolean;
  /** There are newer messages below what is shown, because of a jump. */
  hasNewer: boolean;
  /** The newest place of the chat's log, for marking read. */
  lastSeq: number;
}

/** What the chat shows. Opens the timeline when mounted. */
export function useTimeline(chatId: ChatId): TimelineView {
  const messenger = useMessenger();
  const me = useMe();
  const chat = useStore(messenger.store, (state) => state.chatsById[chatId]);
  const timeline = useStore(messenger.store, (state) => state.timelinesByChat[chatId]);
  const pending = useStore(messenger.store, (state) => state.pendingByChat[chatId] ?? NO_PENDING);
  const actions = useStore(messenger.store, (state) => state.actionsByChat[chatId] ?? NO_ACTIONS);
  const readSeqAtOpening = useReadSeqAtOpening(chatId);

  useEffect(() => {
    void messenger.timeline.open(chatId);
  }, [messenger, chatId]);

  const window = timeline?.away ?? timeline?.live ?? null;
  const entries = useMemo(
    () => timelineEntries({ chat, timeline, pending, actions, myId: me.id, readSeqAtOpening }),
    [chat, timeline, pending, actions, me.id, readSeqAtOpening],
  );

  useEffect(() => {
    if (timeline?.live == null) return;
    const unknown = entries.flatMap((entry) =>
      "reply" in entry && entry.reply?.kind === "unknown" ? [entry.reply.id] : [],
    );
    if (unknown.length > 0) messenger.timeline.lookUp(chatId, unknown);
  }, [messenger, chatId, entries, timeline?.live]);

  return {
    entries,
    empty: window === null,
    loading: timeline?.loading ?? IDLE,
    hasOlder: window?.hasOlder ?? false,
    hasNewer: window?.hasNewer ?? false,
    lastSeq: chat?.lastSeq ?? 0,
  };
}

/** Where the unread line stands: fixed when the chat is opened, so that reading does not move it. */
function useReadSeqAtOpening(chatId: ChatId): number | null {
  const { store } = useMessenger();
  const chat = useStore(store, (state) => state.chatsById[chatId]);
  const [opened, setOpened] = useState<{ chatId: ChatId; readSeq: number | null } | null>(null);
  if (chat !== undefined && opened?.chatId !== chatId) {
    setOpened({ chatId, readSeq: chat.unreadCount > 0 ? chat.myReadSeq : null });
  }
  return opened?.chatId === chatId ? opened.readSeq : null;
}

/**
 * Messages by their ids, in their order; those that are not loaded are fetched. `undefined`: not here yet, `null`:
 * not there for me.
 */
export function useMessages(
  chatId: ChatId,
  ids: readonly MessageId[],
): (Message | null | undefined)[] {
  const messenger = useMessenger();
  const timeline = useStore(messenger.store, (state) => state.timelinesByChat[chatId]);
  const isLoaded = timeline?.live != null;
  const found = useMemo(() => {
    const loaded = [...(timeline?.live?.messages ?? []), ...(timeline?.away?.messages ?? [])];
    return ids.map((id) => loaded.find((message) => message.id === id) ?? timeline?.aside[id]);
  }, [timeline, ids]);
  useEffect(() => {
    const unknown = ids.filter((_id, index) => found[index] === undefined);
    if (isLoaded && unknown.length > 0) messenger.timeline.lookUp(chatId, unknown);
  }, [messenger, chatId, ids, found, isLoaded]);
  return found;
}

/** Messages of mine that are not confirmed, of all chats: for badges and before signing out. */
export function useUnsentCount(): number {
  return useStore(useMessenger().store, (state) =>
    Object.values(state.pendingByChat).reduce((sum, list) => sum + list.length, 0),
  );
}

const NO_PENDING: readonly PendingMessage[] = [];
const NO_ACTIONS: readonly PendingAction[] = [];
const IDLE: TimelineLoading = { phase: "idle" };
