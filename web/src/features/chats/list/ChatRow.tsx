import {
  IconAt,
  IconBellOff,
  IconLibraryPhoto,
  IconMicrophone,
  IconPaperclip,
  IconPhone,
  IconPhoneIncoming,
  IconPhoto,
  IconPinFilled,
  IconVideo,
} from "@tabler/icons-react";
import { VisuallyHidden } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Chat, Message } from "@/api/types";
import { useDraft } from "@/hooks/chats";
import { useMenuGestures } from "@/hooks/menuGestures";
import { useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { isMuted } from "@/realtime/selectors";
import { ChatAvatar } from "../ChatAvatar";
import { listTime } from "../chatTimes";
import { useCallWords, useChatTitle, usePending, useTypingText } from "../chatWords";
import type { ChatMenuRequest } from "../menu/ChatMenu";
import { useSystemWords } from "../systemWords";
import { Ticks } from "../Ticks";
import { previewMark, previewOf, previewTime, type Preview, type Sign } from "./preview";
import classes from "./ChatRow.module.css";

export interface ChatRowProps {
  chat: Chat;
  /** It is the one on screen. */
  open: boolean;
  /** The server's time. */
  now: number;
  /** Behind the address of the chat: where the list is to stay. */
  search: string;
  onMenu: (request: ChatMenuRequest) => void;
}

/** One chat of the list: who, what was last, when, and what is new. */
export const ChatRow = memo(function ChatRow(props: ChatRowProps) {
  const { chat, open, now, search, onMenu } = props;
  const { t, i18n } = useTranslation("chats");
  const me = useMe();
  const title = useChatTitle()(chat);
  const typing = useTypingText(chat);
  const draft = useDraft(chat.id);
  const pending = usePending(chat.id);
  const input = { chat, draft, pending, myId: me.id, open };
  const mark = previewMark(input);
  const at = previewTime(chat, pending);
  const menu = useMenuGestures((place) => onMenu({ chat, ...place }));

  return (
    <Link
      to={paths.chat(chat.id) + search}
      className={classes["root"]}
      {...menu}
      aria-current={open ? "page" : undefined}
      data-chat-id={chat.id}
    >
      <ChatAvatar chat={chat} size={52} />
      <span className={classes["body"]}>
        <span className={classes["line"]}>
          <span className={classes["title"]}>{title}</span>
          {isMuted(chat, now) && (
            <>
              <IconBellOff className={classes["mark"]} aria-hidden />
              <VisuallyHidden>{t("list.muted")}</VisuallyHidden>
            </>
          )}
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
                {chat.activeCall.audioRoom === true ? (
                  <IconMicrophone className={classes["icon"]} aria-hidden />
                ) : (
                  <IconPhone className={classes["icon"]} aria-hidden />
                )}
                {t(chat.activeCall.audioRoom === true ? "call.room" : "list.callGoing")}
              </span>
            ) : (
              <PreviewText preview={previewOf(input)} />
            )}
          </span>
          <RowMarks chat={chat} muted={isMuted(chat, now)} />
        </span>
      </span>
    </Link>
  );
});

/** What waits in the chat: a mention, how much is unread; where nothing does, that it is pinned. */
function RowMarks({ chat, muted }: { chat: Chat; muted: boolean }) {
  const { t } = useTranslation("chats");
  const mentions = chat.unreadMentions ?? 0;
  return (
    <>
      {mentions > 0 && (
        <span
          className={classes["badge"]}
          role="img"
          aria-label={t("list.mentions", { count: mentions })}
        >
          <IconAt size={14} aria-hidden />
        </span>
      )}
      {chat.unreadCount > 0 ? (
        <span
          className={classes["badge"]}
          data-quiet={muted || undefined}
          aria-label={t("unreadCount", { count: chat.unreadCount })}
        >
          {chat.unreadCount > 999 ? "999+" : chat.unreadCount}
        </span>
      ) : chat.markedUnread === true ? (
        <span
          className={classes["dot"]}
          data-quiet={muted || undefined}
          role="img"
          aria-label={t("list.markedUnread")}
        />
      ) : (
        chat.pinned && (
          <>
            <IconPinFilled className={classes["mark"]} aria-hidden />
            <VisuallyHidden>{t("list.pinned")}</VisuallyHidden>
          </>
        )
      )}
    </>
  );
}

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
    case "system":
      return <SystemPreview message={preview.message} />;
    case "deleted":
      return <em>{t("list.deleted")}</em>;
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
          {preview.sign !== null && <SignText sign={preview.sign} alone={preview.text === ""} />}
          {preview.text}
        </>
      );
    case "empty":
      return <>{t("list.noMessages")}</>;
  }
}

function SystemPreview({ message }: { message: Message }) {
  return <>{useSystemWords()(message)}</>;
}

const SIGNS = {
  photo: IconPhoto,
  video: IconVideo,
  album: IconLibraryPhoto,
  voice: IconMicrophone,
  file: IconPaperclip,
};

/** A little picture of what was sent; in words too where the message has none. */
function SignText({ sign, alone }: { sign: Sign; alone: boolean }) {
  const { t } = useTranslation("chats");
  const Icon = SIGNS[sign.kind];
  const words = t(`list.sign.${sign.kind}`);
  return (
    <>
      <Icon className={classes["icon"]} aria-hidden />
      {alone ? (sign.name ?? words) : <VisuallyHidden>{words}</VisuallyHidden>}
    </>
  );
}
