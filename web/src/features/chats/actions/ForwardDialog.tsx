import { Button, Checkbox, Modal, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconSend2 } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import type { ChatId, Message } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";
import { paths } from "@/lib/paths";
import { ChatSearch } from "../picker/ChatSearch";
import { PHONE } from "../screenSizes";
import classes from "./ForwardDialog.module.css";

export interface ForwardDialogProps {
  /** In whatever order; they are sent on in the order in which they were said. */
  messages: readonly Message[];
  onClose: () => void;
  onSent: () => void;
}

/** Chooses the chats into which messages are sent on. */
export default function ForwardDialog({ messages, onClose, onSent }: ForwardDialogProps) {
  const { t } = useTranslation("actions");
  const { t: tCommon } = useTranslation();
  const messenger = useMessenger();
  const navigate = useNavigate();
  const isPhone = useMediaQuery(PHONE) === true;
  const [chosen, setChosen] = useState<readonly ChatId[]>([]);

  function toggle(id: ChatId): void {
    setChosen((before) =>
      before.includes(id) ? before.filter((one) => one !== id) : [...before, id].slice(0, CHOSEN),
    );
  }

  async function send(): Promise<void> {
    onClose();
    onSent();
    const inOrder = [...messages].sort((a, b) => a.seq - b.seq);
    for (const chatId of chosen) {
      for (const message of inOrder) await messenger.messages.forward(chatId, message);
    }
    const [only] = chosen;
    if (chosen.length === 1 && only !== undefined) void navigate(paths.chat(only));
    else notifications.show({ message: t("forward.sent", { count: chosen.length }) });
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("forward.title", { count: messages.length })}
      fullScreen={isPhone}
      closeButtonProps={{ "aria-label": tCommon("close") }}
      classNames={{ body: classes["body"] ?? "", content: classes["content"] ?? "" }}
    >
      <ChatSearch
        label={t("forward.search")}
        row={(chat, content, className) => (
          <UnstyledButton
            className={className}
            role="checkbox"
            aria-checked={chosen.includes(chat.id)}
            onClick={() => toggle(chat.id)}
          >
            {content}
            <Checkbox
              checked={chosen.includes(chat.id)}
              readOnly
              tabIndex={-1}
              aria-hidden
              radius="xl"
              className={classes["check"] ?? ""}
            />
          </UnstyledButton>
        )}
      />
      <Button
        fullWidth
        size="md"
        leftSection={<IconSend2 size={20} aria-hidden />}
        disabled={chosen.length === 0}
        onClick={() => void send()}
      >
        {chosen.length > 1 ? t("forward.sendTo", { count: chosen.length }) : t("forward.send")}
      </Button>
    </Modal>
  );
}

/** Chats into which one may send at once. */
const CHOSEN = 20;
