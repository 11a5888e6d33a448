/** What several screens of chats say in the same words. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { CallCard, Chat, ChatId } from "@/api/types";
import { useTyping } from "@/hooks/chats";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { momentAgo } from "@/lib/moments";
import { peerOf, titleOf } from "@/realtime/selectors";
import type { Presence } from "@/realtime/state";
import { useStore } from "zustand";
import { callOutcome } from "./callOutcome";
import { clockDuration } from "./chatTimes";
import { firstName } from "./list/preview";

export function useChatTitle(): (chat: Chat) => string {
  const { t } = useTranslation(["chats", "common"]);
  const me = useMe();
  return useCallback(
    (chat: Chat) =>
      chat.kind === "saved"
        ? t("savedTitle")
        : (titleOf(chat, me.id) ??
          (chat.kind === "family"
            ? t("familyTitle")
            : peerOf(chat, me.id)?.deleted === true
              ? t("common:deletedAccount")
              : t("unknownPerson"))),
    [t, me.id],
  );
}

const DOING = {
  text: { someone: "typing.someone", one: "typing.one" },
  voice: { someone: "typing.someoneSpeaks", one: "typing.oneSpeaks" },
  file: { someone: "typing.someoneSends", one: "typing.oneSends" },
} as const;

/** "Anna is typing…"; without the name where there is only one other; `null` when nobody is. */
export function useTypingText(chat: Chat): string | null {
  const { t } = useTranslation("chats");
  const typing = useTyping(chat.id);
  const usersById = useStore(useMessenger().store, (state) => state.usersById);
  const [first, second] = typing;
  if (first === undefined) return null;
  if (chat.kind === "direct") return t(DOING[first.what].someone);
  const nameOf = (userId: string): string => {
    const name = usersById[userId]?.displayName;
    return name === undefined ? t("unknownPerson") : firstName(name);
  };
  if (second === undefined) return t(DOING[first.what].one, { name: nameOf(first.userId) });
  return typing.length === 2
    ? t("typing.two", { first: nameOf(first.userId), second: nameOf(second.userId) })
    : t("typing.many", { count: typing.length });
}

export function usePresenceText(): (presence: Presence | null, now: number) => string | null {
  const { t, i18n } = useTranslation("chats");
  return useCallback(
    (presence: Presence | null, now: number) => {
      if (presence === null) return null;
      if (presence.online) return presence.away ? t("presence.away") : t("presence.online");
      if (presence.lastSeenAt === null) return t("presence.unknown");
      const moment = momentAgo(Date.parse(presence.lastSeenAt), now, i18n.language);
      return moment === null ? t("presence.justNow") : t("presence.lastSeen", { moment });
    },
    [t, i18n.language],
  );
}

export interface CallWords {
  title: string;
  /** How it ended; `null` when the title says it. */
  outcome: string | null;
  /** I did not get to it. */
  missed: boolean;
}

export function useCallWords(): (card: CallCard, own: boolean) => CallWords {
  const { t } = useTranslation("chats");
  return useCallback(
    (card: CallCard, own: boolean) => {
      const outcome = callOutcome(card, own);
      const title = own ? t(`call.outgoing.${card.kind}`) : t(`call.incoming.${card.kind}`);
      switch (outcome.kind) {
        case "missed":
          return { title: t(`call.missed.${card.kind}`), outcome: null, missed: true };
        case "talked":
          return { title, outcome: clockDuration(outcome.durationMs), missed: false };
        case "noAnswer":
        case "declinedByThem":
        case "declinedByMe":
        case "busy":
        case "cancelled":
        case "failed":
        case "going":
          return { title, outcome: t(`call.${outcome.kind}`), missed: false };
      }
    },
    [t],
  );
}

/** Messages of mine in a chat that the server has not confirmed. */
export function usePending(chatId: ChatId) {
  return useStore(useMessenger().store, (state) => state.pendingByChat[chatId]) ?? NONE;
}

const NONE: [] = [];
