import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";

import type { Chat } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { paths } from "@/lib/paths";
import { useDeleteChat, type DeleteChatFor } from "../api/deleteChat";
import { useChatTitle } from "../chatWords";
import { chatRights } from "../groups/rights";

export interface DeleteChatProps {
  chat: Chat;
  opened: boolean;
  onClose: () => void;
}

/** Asks whether a chat is to go from my list only, or from everybody's. */
export function DeleteChat({ chat, opened, onClose }: DeleteChatProps) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const failureText = useFailureText();
  const deletion = useDeleteChat(chat.id);
  const title = useChatTitle()(chat);
  const forEveryone = chatRights(chat).deleteForEveryone;
  const asking = deletion.isPending ? deletion.variables : null;

  function remove(whom: DeleteChatFor): void {
    deletion.mutate(whom, {
      onSuccess: () => {
        onClose();
        if (pathname === paths.chat(chat.id)) void navigate(paths.chats, { replace: true });
      },
    });
  }

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={forEveryone ? t("delete.title") : t("delete.hideTitle")}
      centered
      closeButtonProps={{ "aria-label": tCommon("close") }}
    >
      <Stack>
        <Text>
          {chat.kind === "group" && forEveryone
            ? t("delete.text.groupOwner", { title })
            : t(`delete.text.${chat.kind}`, { title })}
        </Text>
        {deletion.isError && (
          <Text c="red" size="sm" role="alert">
            {failureText(deletion.error)}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {tCommon("cancel")}
          </Button>
          {chat.kind !== "saved" && (
            <Button
              color="red"
              variant={forEveryone ? "light" : "filled"}
              loading={asking === "me"}
              disabled={asking === "everyone"}
              onClick={() => remove("me")}
            >
              {forEveryone ? t("delete.forMe") : t("delete.hide")}
            </Button>
          )}
          {forEveryone && (
            <Button
              color="red"
              loading={asking === "everyone"}
              disabled={asking === "me"}
              onClick={() => remove("everyone")}
            >
              {chat.kind === "saved"
                ? t("delete.confirm")
                : chat.kind === "direct"
                  ? t("delete.forBoth")
                  : t("delete.forEveryone")}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
