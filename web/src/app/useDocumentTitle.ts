import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { useStore } from "zustand";

import { useTotalUnread } from "@/hooks/chats";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { titleOf } from "@/realtime/selectors";
import { documentTitle } from "./documentTitle";
import { openChatOf, sectionOf } from "./sections";

/** Keeps the title of the browser's tab: the open chat or section, and how much is unread. */
export function useDocumentTitle(): void {
  const { t } = useTranslation("common");
  const { pathname } = useLocation();
  const unread = useTotalUnread();
  const chatTitle = useTitleOfOpenChat(openChatOf(pathname));
  const section = sectionOf(pathname);
  const screen = chatTitle ?? (section === null ? null : t(`nav.${section}`));
  const title = documentTitle({ screen, appName: t("appName"), unread });
  useEffect(() => {
    document.title = title;
  }, [title]);
}

function useTitleOfOpenChat(chatId: string | null): string | null {
  const me = useMe();
  return useStore(useMessenger().store, (state) => {
    const chat = chatId === null ? undefined : state.chatsById[chatId];
    return chat === undefined ? null : titleOf(chat, me.id);
  });
}
