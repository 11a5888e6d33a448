import { Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import {
  IconArrowForwardUp,
  IconChecks,
  IconCircleCheck,
  IconCopy,
  IconCornerUpLeft,
  IconMoodSmile,
  IconPencil,
  IconPin,
  IconPinnedOff,
  IconRefresh,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Chat, Message } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import type { MessageEntry, PendingEntry } from "@/realtime/timelineView";
import { useMessageActions } from "../actions/messageActions";
import { messageRights } from "../actions/messageRights";
import { QuickReactions } from "../actions/QuickReactions";
import { copyText } from "./copyText";
import classes from "./MessageMenu.module.css";
import { ReceiptsSheet } from "./ReceiptsSheet";

/** Whose menu, and where on the page it opens. */
export interface MenuRequest {
  entry: MessageEntry | PendingEntry;
  x: number;
  y: number;
}

export interface MessageMenuProps {
  chat: Chat;
  /** `null`: closed. */
  request: MenuRequest | null;
  onClose: () => void;
}

/** What can be done with one message. */
export function MessageMenu({ chat, request, onClose }: MessageMenuProps) {
  const { t } = useTranslation("chats");
  const messenger = useMessenger();
  // What was asked for last stays while the menu fades.
  const [shown, setShown] = useState(request);
  if (request !== null && request !== shown) setShown(request);
  const [receiptsOf, setReceiptsOf] = useState<Message | null>(null);
  const entry = shown?.entry;

  async function copy(text: string): Promise<void> {
    const copied = await copyText(text);
    notifications.show(
      copied
        ? { message: t("message.copied"), autoClose: 1500 }
        : { message: t("message.copyFailed"), color: "red" },
    );
  }

  return (
    <>
      <Menu
        opened={request !== null}
        onChange={(opened) => {
          if (!opened) onClose();
        }}
        position="bottom-start"
        width={250}
        shadow="lg"
        trapFocus
        returnFocus
      >
        <Menu.Target>
          <span
            className={classes["anchor"]}
            aria-hidden
            style={{ insetInlineStart: shown?.x ?? 0, insetBlockStart: shown?.y ?? 0 }}
          />
        </Menu.Target>
        <Menu.Dropdown aria-label={t("message.actions")}>
          {entry?.kind === "message" && (
            <StoredItems chat={chat} entry={entry} onReceipts={setReceiptsOf} onClose={onClose} />
          )}
          {entry?.kind === "pending" && (
            <>
              <Menu.Item
                leftSection={<IconCopy size={18} />}
                onClick={() => void copy(entry.pending.text)}
              >
                {t("message.copy")}
              </Menu.Item>
              {entry.pending.status.phase === "failed" && (
                <Menu.Item
                  leftSection={<IconRefresh size={18} />}
                  onClick={() => void messenger.messages.retry(entry.pending.clientId)}
                >
                  {t("message.retry")}
                </Menu.Item>
              )}
              <Menu.Item
                color="red"
                c="var(--mantine-color-error)"
                leftSection={<IconTrash size={18} />}
                onClick={() => void messenger.messages.discard(entry.pending.clientId)}
              >
                {t("message.discard")}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <ReceiptsSheet chat={chat} message={receiptsOf} onClose={() => setReceiptsOf(null)} />
    </>
  );
}

interface StoredItemsProps {
  chat: Chat;
  entry: MessageEntry;
  onReceipts: (message: Message) => void;
  onClose: () => void;
}

function StoredItems({ chat, entry, onReceipts, onClose }: StoredItemsProps) {
  const { t } = useTranslation("actions");
  const { t: tChats } = useTranslation("chats");
  const actions = useMessageActions();
  const { message } = entry;
  const rights = messageRights(message, chat, useMe().id);
  const isPinned = chat.pinnedIds?.includes(message.id) === true;
  const hasSigns = (message.reactions ?? []).length > 0;
  return (
    <>
      {rights.react && (
        <QuickReactions
          message={message}
          onPick={(emoji) => {
            onClose();
            actions.react(message, emoji);
          }}
          onMore={() => {
            onClose();
            actions.pickReaction(message);
          }}
        />
      )}
      {rights.reply && (
        <Menu.Item
          leftSection={<IconCornerUpLeft size={18} />}
          onClick={() => actions.reply(message)}
        >
          {t("menu.reply")}
        </Menu.Item>
      )}
      {rights.edit && (
        <Menu.Item leftSection={<IconPencil size={18} />} onClick={() => actions.edit(message)}>
          {t("menu.edit")}
        </Menu.Item>
      )}
      {rights.copy && (
        <Menu.Item leftSection={<IconCopy size={18} />} onClick={() => actions.copy([message])}>
          {t("menu.copy")}
        </Menu.Item>
      )}
      {rights.pin && (
        <Menu.Item
          leftSection={isPinned ? <IconPinnedOff size={18} /> : <IconPin size={18} />}
          onClick={() => actions.pin(message, !isPinned)}
        >
          {isPinned ? t("menu.unpin") : t("menu.pin")}
        </Menu.Item>
      )}
      {rights.forward && (
        <Menu.Item
          leftSection={<IconArrowForwardUp size={18} />}
          onClick={() => actions.forward([message])}
        >
          {t("menu.forward")}
        </Menu.Item>
      )}
      {hasSigns && (
        <Menu.Item
          leftSection={<IconMoodSmile size={18} />}
          onClick={() => actions.showReactions(message)}
        >
          {t("react.who")}
        </Menu.Item>
      )}
      {entry.own && rights.forward && (
        <Menu.Item leftSection={<IconChecks size={18} />} onClick={() => onReceipts(message)}>
          {tChats("message.info")}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconCircleCheck size={18} />}
        onClick={() => actions.select(message)}
      >
        {t("menu.select")}
      </Menu.Item>
      <Menu.Item
        color="red"
        c="var(--mantine-color-error)"
        leftSection={<IconTrash size={18} />}
        onClick={() => actions.askDelete([message])}
      >
        {t("menu.delete")}
      </Menu.Item>
    </>
  );
}
