import { Button, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Chat, Message } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { commonRights } from "./messageRights";

export interface DeleteMessagesProps {
  chat: Chat;
  /** `null`: closed. */
  messages: readonly Message[] | null;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks for whom messages are to be deleted, in words that say what will be seen afterwards. */
export function DeleteMessages({ chat, messages, onClose, onDeleted }: DeleteMessagesProps) {
  const { t } = useTranslation("actions");
  const { t: tCommon } = useTranslation();
  const messenger = useMessenger();
  const me = useMe();
  // What was asked for last stays while the dialog fades.
  const [shown, setShown] = useState(messages);
  if (messages !== null && messages !== shown) setShown(messages);
  const asked = shown ?? [];
  const forEveryone = commonRights(asked, chat, me.id).deleteForEveryone;
  const alone = chat.kind === "saved";

  function remove(scope: "everyone" | "me"): void {
    void messenger.messages.delete(asked, scope);
    onClose();
    onDeleted();
  }

  return (
    <Modal
      opened={messages !== null}
      onClose={onClose}
      title={t("delete.title", { count: asked.length })}
      centered
      size="sm"
      closeButtonProps={{ "aria-label": tCommon("close") }}
    >
      <Stack gap="sm">
        <Text size="sm">
          {alone
            ? t("delete.textAlone", { count: asked.length })
            : forEveryone
              ? t("delete.text", { count: asked.length })
              : t("delete.textMe", { count: asked.length })}
        </Text>
        {forEveryone && (
          <Button color="red" onClick={() => remove("everyone")}>
            {alone ? t("delete.confirm") : t("delete.everyone")}
          </Button>
        )}
        {!(alone && forEveryone) && (
          <Button
            color="red"
            variant={forEveryone ? "light" : "filled"}
            onClick={() => remove("me")}
          >
            {t("delete.me")}
          </Button>
        )}
        <Button variant="default" onClick={onClose} data-autofocus>
          {tCommon("cancel")}
        </Button>
      </Stack>
    </Modal>
  );
}
