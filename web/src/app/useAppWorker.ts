import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";

import { useTotalUnread } from "@/hooks/chats";
import { clearNotifications, onWorkerWord, showBadge } from "@/pwa/appWorker";
import { lookAtPush } from "@/pwa/push";
import { openChatOf } from "./sections";

/** After the first screen stands. */
const LOOK_AFTER_MS = 8_000;

/**
 * What the page does for its service worker: goes where a touched notification leads, puts away what is being read,
 * keeps the number on the icon, and tells the server when the browser's address is another one.
 */
export function useAppWorker(): void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "ru";
  const unread = useTotalUnread();
  const chatId = openChatOf(pathname);

  useEffect(
    () =>
      onWorkerWord((word) => {
        if (word.type === "open") void navigate(word.path);
      }),
    [navigate],
  );

  useEffect(() => showBadge(unread), [unread]);

  useEffect(() => {
    if (chatId === null) return;
    const clear = (): void => {
      if (!document.hidden) void clearNotifications(chatId);
    };
    clear();
    document.addEventListener("visibilitychange", clear);
    return () => document.removeEventListener("visibilitychange", clear);
  }, [chatId]);

  useEffect(() => {
    const id = setTimeout(() => {
      lookAtPush(language).catch(() => undefined);
    }, LOOK_AFTER_MS);
    return () => clearTimeout(id);
  }, [language]);
}
