import { IconPhone, IconPhoneIncoming, IconVideo } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Chat } from "@/api/types";
import { useDraft } from "@/hooks/chats";
import { useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { ChatAvatar } from "../ChatAvatar";
import { listTime } from "../chatTimes";
import { useCallWords, useChatTitle, usePending, useTypingText } from "../chatWords";
import { Ticks } from "../Ticks";
import { previewMark, previewOf, previewTime, type Preview } from "./preview";
import classes from "./ChatRow.module.css";

export interface ChatRowProps {
  chat: Chat;
  /** It is the one on screen. */
  open: boolean;
  /** The server's time. */
  now: number;
}

/** One chat of the list: who, what was last, when, and what is new. */
export const ChatRow = memo(function ChatRow({ chat, open, now }: ChatRowProps) {
  const { t, i18n } = useTranslation("chats");
  const me = useMe();
  const title = useChatTitle()(chat);
  const typing = useTypingText(chat);
  const draft = useDraft(chat.id);
  const pending = usePending(chat.id);
  const input = { chat, draft, pending, myId: me.id, open };
  const mark = previewMark(input);
  const at = previewTime(chat, pending);

  return (
    <Link
      to={paths.chat(chat.id)}
      className={classes["root"]}
      aria-current={open ? "page" : undefined}
      data-chat-id={chat.id}
    >
      <ChatAvatar chat={chat} size={52} />
      <span className={classes["body"]}>
        <span className={classes["line"]}>
          <span className={classes["title"]}>{title}</span>
          {at !== null && (
            <span className={classes["stamp"]}>
              {mark !== null && <Ticks mark={mark} />}
              <time dateTime={at}>
                <ListTimeText at={at} now={now} locale={i18n.language} />
              </time>
            </span>
          )}
        </span>
        <span className={classes["line"]}>
          <span className={classes["preview"]}>
            {typing !== null ? (
              <span className={classes["typing"]}>{typing}</span>
            ) : chat.activeCall != null ? (
              <span className={classes["calling"]}>
                <IconPhone className={classes["icon"]} aria-hidden />
                {t("list.callGoing")}
              </span>
            ) : (
              <PreviewText preview={previewOf(input)} />
            )}
          </span>
          {chat.unreadCount > 0 && (
            <span
              className={classes["badge"]}
              aria-label={t("unreadCount", { count: chat.unreadCount })}
            >
              {chat.unreadCount > 999 ? "999+" : chat.unreadCount}
            </span>
          )}
        </span>
      </span>
    </Link>
  );
});

function ListTimeText({ at, now, locale }: { at: string; now: number; locale: string }) {
  const { t } = useTranslation("chats");
  const time = listTime(Date.parse(at), now, locale);
  return time.kind === "yesterday" ? t("list.yesterday") : time.text;
}

function PreviewText({ preview }: { preview: Preview }) {
  const { t } = useTranslation("chats");
  const callWords = useCallWords();
  switch (preview.kind) {
    case "draft":
      return (
        <>
          <span className={classes["draft"]}>{t("list.draft")}</span> {preview.text}
        </>
      );
    case "call": {
      const words = callWords(preview.card, preview.own);
      const Icon = preview.card.kind === "video" ? IconVideo : IconPhoneIncoming;
      return (
        <span className={classes["call"]} data-missed={words.missed || undefined}>
          <Icon className={classes["icon"]} aria-hidden />
          {words.title}
        </span>
      );
    }
    case "text":
      return (
        <>
          {preview.author.kind === "me" && (
            <span className={classes["author"]}>{t("list.you")} </span>
          )}
          {preview.author.kind === "named" && (
            <span className={classes["author"]}>
              {t("list.from", { name: preview.author.name })}{" "}
            </span>
          )}
          {preview.text}
        </>
      );
    case "empty":
      return <>{t("list.noMessages")}</>;
  }
}
