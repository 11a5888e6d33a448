import { notifications } from "@mantine/notifications";
import { useCallback } from "react";

import type { ChatId, MyChatPatch } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";

/** Changes my own side of a chat; what the server refuses is told. */
export function useChangeMine(chatId: ChatId): (change: Omit<MyChatPatch, "draft">) => void {
  const messenger = useMessenger();
  const failureText = useFailureText();
  return useCallback(
    (change: Omit<MyChatPatch, "draft">) => {
      messenger.chats.changeMine(chatId, change).catch((caught: unknown) => {
        notifications.show({ message: failureText(caught), color: "red" });
      });
    },
    [messenger, chatId, failureText],
  );
}
