/** Questions that screens ask of the state. Pure; what is not stored is derived here. */
import type { Chat, ChatId, User, UserId } from "@/api/types";
import type { MessengerState } from "./state";

/** Pinned first, then by the latest message or, without one, by age; without those I deleted for me. */
export function chatsInOrder(state: MessengerState): Chat[] {
  return Object.values(state.chatsById)
    .filter((chat) => !isDeletedForMe(chat))
    .sort(
      (a, b) =>
        Number(b.pinned) - Number(a.pinned) ||
        lastActivity(b) - lastActivity(a) ||
        (a.id < b.id ? 1 : -1),
    );
}

function lastActivity(chat: Chat): number {
  return Date.parse(chat.lastMessage?.createdAt ?? chat.createdAt);
}

/** Until somebody writes again. */
export function isDeletedForMe(chat: Chat): boolean {
  return chat.hiddenSeq != null && (chat.lastMessage?.seq ?? 0) <= chat.hiddenSeq;
}

/** The other person of a direct chat. */
export function peerOf(chat: Chat, myId: UserId): User | null {
  if (chat.kind !== "direct") return null;
  return chat.members?.find((member) => member.user.id !== myId)?.user ?? null;
}

/** The name a chat goes by, or `null` where the screen must find its own words. */
export function titleOf(chat: Chat, myId: UserId): string | null {
  const peer = peerOf(chat, myId);
  return chat.title ?? (peer?.deleted === true ? null : peer?.displayName) ?? null;
}

export function isMuted(chat: Chat, serverNow: number): boolean {
  return chat.mutedUntil != null && Date.parse(chat.mutedUntil) > serverNow;
}

/** Unread messages of every chat that is neither archived nor muted. */
export function totalUnread(state: MessengerState, serverNow: number): number {
  let total = 0;
  for (const chat of Object.values(state.chatsById)) {
    if (!chat.archived && !isMuted(chat, serverNow)) total += chat.unreadCount;
  }
  return total;
}

/** Where each loaded timeline ends: its missed events are wanted. */
export function placesHeld(state: MessengerState): Record<ChatId, number> {
  const places: Record<ChatId, number> = {};
  for (const [chatId, { live, appliedSeq, loading }] of Object.entries(state.timelinesByChat)) {
    if (live !== null) places[chatId] = appliedSeq;
    // Its first page is on the way: only what I deleted for me meanwhile is missing from it.
    else if (loading.phase === "loading") places[chatId] = state.chatsById[chatId]?.lastSeq ?? 0;
  }
  return places;
}

export function myId(state: MessengerState): UserId | null {
  return state.session.phase === "signedIn" ? state.session.me.id : null;
}
