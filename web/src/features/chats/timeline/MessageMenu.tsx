import { Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconChecks, IconCopy, IconRefresh, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Chat, Message } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";
import type { MessageEntry, PendingEntry } from "@/realtime/timelineView";
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
        width={220}
        trapFocus
        returnFocus
      >
        <Menu.Target>
          <span
            className={classes["anchor"]}
            style={{ insetInlineStart: shown?.x ?? 0, insetBlockStart: shown?.y ?? 0 }}
          />
        </Menu.Target>
        <Menu.Dropdown aria-label={t("message.actions")}>
          {entry?.kind === "message" && (
            <>
              <Menu.Item
                leftSection={<IconCopy size={18} />}
                onClick={() => void copy(entry.message.text ?? "")}
              >
                {t("message.copy")}
              </Menu.Item>
              {entry.own && (
                <Menu.Item
                  leftSection={<IconChecks size={18} />}
                  onClick={() => setReceiptsOf(entry.message)}
                >
                  {t("message.info")}
                </Menu.Item>
              )}
            </>
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
