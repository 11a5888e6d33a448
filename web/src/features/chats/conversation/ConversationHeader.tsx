import { Menu, UnstyledButton } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import {
  IconArrowLeft,
  IconCalendar,
  IconDotsVertical,
  IconInfoCircle,
  IconPhone,
  IconSearch,
  IconVideo,
} from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { useStore } from "zustand";

import type { Chat } from "@/api/types";
import { useCallLauncher } from "@/hooks/callLauncher";
import { usePresence } from "@/hooks/chats";
import { useGoBack } from "@/hooks/goBack";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { peerOf } from "@/realtime/selectors";
import { IconButton } from "@/ui/IconButton";
import { ChatAvatar } from "../ChatAvatar";
import { useChatTitle, usePresenceText, useTypingText } from "../chatWords";
import { ChatDialogs, type ChatQuestion } from "../menu/ChatDialogs";
import { ChatMenuItems } from "../menu/ChatMenuItems";
import { TOUCH } from "../screenSizes";
import { useServerNow } from "../useServerNow";
import classes from "./ConversationHeader.module.css";
import { JumpToDate } from "./JumpToDate";

export interface ConversationHeaderProps {
  chat: Chat;
  infoOpened: boolean;
  /** Shows or hides the chat's info. */
  onInfo: () => void;
  onJumpToDate: (day: Date) => void;
  onSearch: () => void;
}

/** Whose chat it is, whether they are there, and what can be done with it. */
export function ConversationHeader(props: ConversationHeaderProps) {
  const { chat, infoOpened, onInfo, onJumpToDate, onSearch } = props;
  const { t } = useTranslation("chats");
  const launcher = useCallLauncher();
  const back = useGoBack(paths.chats);
  const [jumpOpened, jump] = useDisclosure(false);
  const [question, setQuestion] = useState<ChatQuestion | null>(null);
  const who = useRef<HTMLButtonElement>(null);
  const isTouch = useMediaQuery(TOUCH, false, { getInitialValueInEffect: false });
  const isFirstPage = useLocation().key === "default";
  const [focusAtOnce] = useState(isTouch && !isFirstPage);

  // With a keyboard at hand the composer takes the focus instead.
  useEffect(() => {
    if (focusAtOnce) who.current?.focus({ preventScroll: true });
  }, [focusAtOnce]);

  const title = useChatTitle()(chat);
  const peer = peerOf(chat, useMe().id);
  const isGroup = chat.kind === "group" || chat.kind === "family";
  const canCall = launcher !== null && (isGroup || (peer !== null && peer.deleted !== true));

  return (
    <header className={classes["root"]}>
      <span className={classes["back"]}>
        <IconButton
          size={HEADER_BUTTON}
          label={t("header.back")}
          icon={<IconArrowLeft size={24} />}
          onClick={back}
        />
      </span>
      <UnstyledButton
        ref={who}
        className={classes["who"]}
        onClick={onInfo}
        aria-expanded={infoOpened}
      >
        <ChatAvatar chat={chat} size={40} />
        <span className={classes["words"]}>
          <h2 className={classes["title"]}>{title}</h2>
          <Subtitle chat={chat} />
        </span>
      </UnstyledButton>
      {canCall && (
        <>
          <IconButton
            size={HEADER_BUTTON}
            label={t("header.audioCall")}
            icon={<IconPhone size={22} stroke={1.75} />}
            color="green"
            onClick={() => launcher.start({ chatId: chat.id }, "audio")}
          />
          <IconButton
            size={HEADER_BUTTON}
            label={t("header.videoCall")}
            icon={<IconVideo size={24} stroke={1.75} />}
            color="green"
            onClick={() => launcher.start({ chatId: chat.id }, "video")}
          />
        </>
      )}
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <IconButton
            size={HEADER_BUTTON}
            label={t("header.menu")}
            icon={<IconDotsVertical size={22} />}
          />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconInfoCircle size={18} />} onClick={onInfo}>
            {t("header.info")}
          </Menu.Item>
          <Menu.Item leftSection={<IconSearch size={18} />} onClick={onSearch}>
            {t("header.search")}
          </Menu.Item>
          <Menu.Item leftSection={<IconCalendar size={18} />} onClick={jump.open}>
            {t("header.jumpToDate")}
          </Menu.Item>
          <ChatMenuItems chat={chat} onAsk={setQuestion} />
        </Menu.Dropdown>
      </Menu>
      <ChatDialogs chat={chat} question={question} onClose={() => setQuestion(null)} />
      <JumpToDate
        opened={jumpOpened}
        onClose={jump.close}
        since={chat.createdAt}
        onJump={onJumpToDate}
      />
    </header>
  );
}

/** Four of them and a name must fit on a narrow phone; pixels. */
const HEADER_BUTTON = 40;

function Subtitle({ chat }: { chat: Chat }) {
  const { t } = useTranslation("chats");
  const me = useMe();
  const now = useServerNow();
  const typing = useTypingText(chat);
  const peer = peerOf(chat, me.id);
  const presence = usePresence(peer?.id);
  const presenceText = usePresenceText()(presence, now);
  const online = useStore(
    useMessenger().store,
    (state) =>
      chat.members?.filter(
        ({ user }) => user.id === me.id || state.presenceByUser[user.id]?.online === true,
      ).length ?? 0,
  );
  if (typing !== null) {
    return (
      <span className={classes["subtitle"]} data-live>
        {typing}
      </span>
    );
  }
  if (chat.kind === "direct") {
    if (presenceText === null || peer?.deleted === true) return null;
    return (
      <span className={classes["subtitle"]} data-live={presence?.online === true || undefined}>
        {presenceText}
      </span>
    );
  }
  if (chat.kind === "saved") return <span className={classes["subtitle"]}>{t("savedHint")}</span>;
  const members = t("members", { count: chat.memberCount });
  return (
    <span className={classes["subtitle"]}>
      {online > 1 ? t("membersOnline", { members, count: online }) : members}
    </span>
  );
}
