import { Menu } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconBell,
  IconBellOff,
  IconDoorExit,
  IconMessageCheck,
  IconMessageDots,
  IconPin,
  IconPinnedOff,
  IconTrash,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Chat } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";
import { isMuted } from "@/realtime/selectors";
import { chatRights } from "../groups/rights";
import { isUnread } from "../list/shelf";
import type { ChatQuestion } from "./ChatDialogs";
import { useChangeMine } from "./useChangeMine";

export interface ChatMenuItemsProps {
  chat: Chat;
  /** What needs a word first. */
  onAsk: (question: ChatQuestion) => void;
}

/** My own side of a chat, and the ways out of it: the same wherever a chat has a menu. */
export function ChatMenuItems({ chat, onAsk }: ChatMenuItemsProps) {
  const { t } = useTranslation("chats");
  const messenger = useMessenger();
  const change = useChangeMine(chat.id);
  const rights = chatRights(chat);
  const unread = isUnread(chat);

  function markRead(): void {
    if (chat.markedUnread === true) change({ markedUnread: false });
    messenger.chats.markRead(chat.id, chat.lastSeq);
  }

  return (
    <>
      <Menu.Item
        leftSection={chat.pinned ? <IconPinnedOff size={18} /> : <IconPin size={18} />}
        onClick={() => change({ pinned: !chat.pinned })}
      >
        {chat.pinned ? t("menu.unpin") : t("menu.pin")}
      </Menu.Item>
      <Menu.Item
        leftSection={unread ? <IconMessageCheck size={18} /> : <IconMessageDots size={18} />}
        onClick={() => (unread ? markRead() : change({ markedUnread: true }))}
      >
        {unread ? t("menu.markRead") : t("menu.markUnread")}
      </Menu.Item>
      {isMuted(chat, messenger.serverNow()) ? (
        <Menu.Item
          leftSection={<IconBell size={18} />}
          onClick={() => change({ mutedUntil: null })}
        >
          {t("menu.unmute")}
        </Menu.Item>
      ) : (
        <Menu.Item leftSection={<IconBellOff size={18} />} onClick={() => onAsk("mute")}>
          {t("menu.mute")}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={chat.archived ? <IconArchiveOff size={18} /> : <IconArchive size={18} />}
        onClick={() => change({ archived: !chat.archived })}
      >
        {chat.archived ? t("menu.unarchive") : t("menu.archive")}
      </Menu.Item>
      <Menu.Divider />
      {rights.leave && (
        <Menu.Item
          color="red"
          c="var(--mantine-color-error)"
          leftSection={<IconDoorExit size={18} />}
          onClick={() => onAsk("leave")}
        >
          {t("menu.leave")}
        </Menu.Item>
      )}
      <Menu.Item
        color="red"
        c="var(--mantine-color-error)"
        leftSection={<IconTrash size={18} />}
        onClick={() => onAsk("delete")}
      >
        {rights.deleteForEveryone ? t("menu.delete") : t("menu.hide")}
      </Menu.Item>
    </>
  );
}
