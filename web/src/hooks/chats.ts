import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";

import type { Chat, ChatId, MessageId, User, UserId } from "@/api/types";
import type { TypingWhat } from "@/api/frames";
import type { Presence } from "@/realtime/state";
import { chatsInOrder, titleOf, totalUnread } from "@/realtime/selectors";
import { useMessenger } from "./messengerContext";
import { useMe } from "./session";

export interface ChatsView {
  chats: Chat[];
  /** `false` while nothing is known: neither a cache nor an answer. */
  loaded: boolean;
}

/** My chats in the order of the list; `filter` keeps those whose title contains it. */
export function useChats(filter = ""): ChatsView {
  const { store } = useMessenger();
  const me = useMe();
  const chats = useStore(store, useShallow(chatsInOrder));
  const loaded = useStore(store, (state) => state.chatsLoaded);
  const wanted = filter.trim().toLocaleLowerCase();
  return useMemo(
    () => ({
      chats:
        wanted === ""
          ? chats
          : chats.filter((chat) =>
              (titleOf(chat, me.id) ?? "").toLocaleLowerCase().includes(wanted),
            ),
      loaded,
    }),
    [chats, loaded, wanted, me.id],
  );
}

/** Whether my chats are known, be it from the cache. */
export function useChatsLoaded(): boolean {
  return useStore(useMessenger().store, (state) => state.chatsLoaded);
}

/** `undefined` while unknown; then ask `messenger.chats.load(id)`. */
export function useChat(chatId: ChatId): Chat | undefined {
  return useStore(useMessenger().store, (state) => state.chatsById[chatId]);
}

/** Unread messages in all chats that may disturb. */
export function useTotalUnread(): number {
  const messenger = useMessenger();
  return useStore(messenger.store, (state) => totalUnread(state, messenger.serverNow()));
}

export interface TypingUser {
  userId: UserId;
  what: TypingWhat;
}

/** Who is typing, recording or sending a file there now, except me. */
export function useTyping(chatId: ChatId): TypingUser[] {
  const typing = useStore(useMessenger().store, (state) => state.typingByChat[chatId]);
  return useMemo(
    () => Object.entries(typing ?? {}).map(([userId, { what }]) => ({ userId, what })),
    [typing],
  );
}

/** `null` when that person's presence is not known or not ours to see. */
export function usePresence(userId: UserId | null | undefined): Presence | null {
  return useStore(useMessenger().store, (state) =>
    userId == null ? null : (state.presenceByUser[userId] ?? null),
  );
}

/** A person met in a chat or an event; others come from REST. */
export function useUser(userId: UserId | null | undefined): User | undefined {
  const user = useStore(useMessenger().store, (state) =>
    userId == null ? undefined : state.usersById[userId],
  );
  const nameOf = usePersonName();
  return useMemo(
    () => (user?.deleted === true ? { ...user, displayName: nameOf(user) } : user),
    [user, nameOf],
  );
}

/** The name to show: whose account is deleted has one only in the words of this language. */
export function usePersonName(): (user: Pick<User, "displayName" | "deleted">) => string {
  const { t } = useTranslation("common");
  return useCallback(
    (user) => (user.deleted === true ? t("deletedAccount") : user.displayName),
    [t],
  );
}

export function useDraft(chatId: ChatId): string {
  return useStore(useMessenger().store, (state) => state.draftsByChat[chatId]?.text ?? "");
}

/** The message that the draft answers. */
export function useDraftReply(chatId: ChatId): MessageId | null {
  return useStore(useMessenger().store, (state) => state.draftsByChat[chatId]?.replyTo ?? null);
}
