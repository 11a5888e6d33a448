/** Which chats the list shows: its filters, the archive, and what I took out of it. */
import type { Chat, ChatId } from "@/api/types";
import { isMuted } from "@/realtime/selectors";

export const filters = ["all", "unread", "direct", "groups"] as const;
export type Filter = (typeof filters)[number];

export type Shelf = "main" | "archive";

/** I deleted it for me, and nothing was written since. */
export function isHidden(chat: Chat): boolean {
  return chat.hiddenSeq != null && (chat.lastMessage?.seq ?? 0) <= chat.hiddenSeq;
}

/** A new message takes a chat out of the archive for as long as it is unread, unless it is muted. */
export function isShelved(chat: Chat, serverNow: number): boolean {
  return chat.archived && (isMuted(chat, serverNow) || !isUnread(chat));
}

export function isUnread(chat: Chat): boolean {
  return chat.unreadCount > 0 || chat.markedUnread === true;
}

export interface Wanted {
  shelf: Shelf;
  filter: Filter;
  /** The chat on screen: it stays, or it would vanish under the reader's eyes. */
  openId: ChatId | null;
  serverNow: number;
}

export function shownChats(chats: readonly Chat[], wanted: Wanted): Chat[] {
  return chats.filter((chat) => {
    if (isHidden(chat) && chat.id !== wanted.openId) return false;
    if (isShelved(chat, wanted.serverNow) !== (wanted.shelf === "archive")) return false;
    return passes(chat, wanted);
  });
}

function passes(chat: Chat, { filter, openId }: Wanted): boolean {
  switch (filter) {
    case "all":
      return true;
    case "unread":
      return isUnread(chat) || chat.id === openId;
    case "direct":
      return chat.kind === "direct";
    case "groups":
      return chat.kind === "group" || chat.kind === "family";
  }
}

export interface Archive {
  count: number;
  /** Chats with something unread among them. */
  unread: number;
}

export function archiveOf(chats: readonly Chat[], serverNow: number): Archive {
  const shelved = chats.filter((chat) => !isHidden(chat) && isShelved(chat, serverNow));
  return { count: shelved.length, unread: shelved.filter(isUnread).length };
}
