import { Button, Modal, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Chat } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";
import { muteChoices, mutedUntil } from "./muting";
import { useChangeMine } from "./useChangeMine";

export interface MuteChatProps {
  chat: Chat;
  opened: boolean;
  onClose: () => void;
}

/** Asks for how long a chat is to be silent. */
export function MuteChat({ chat, opened, onClose }: MuteChatProps) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const messenger = useMessenger();
  const change = useChangeMine(chat.id);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("mute.title")}
      centered
      size="xs"
      closeButtonProps={{ "aria-label": tCommon("close") }}
    >
      <Stack gap="xs">
        {muteChoices.map((choice, index) => (
          <Button
            key={choice}
            variant="light"
            data-autofocus={index === 0 || undefined}
            onClick={() => {
              change({ mutedUntil: mutedUntil(choice, messenger.serverNow()) });
              onClose();
            }}
          >
            {t(`mute.${choice}`)}
          </Button>
        ))}
      </Stack>
    </Modal>
  );
}
