import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "react-router";

import type { UserId } from "@/api/types";
import { paths } from "@/lib/paths";
import { useMessenger } from "./messengerContext";

/** Opens or makes the chat with somebody, and goes there. */
export function useWriteTo(userId: UserId) {
  const messenger = useMessenger();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => messenger.chats.openDirect(userId),
    onSuccess: (chatId) => navigate(paths.chat(chatId)),
  });
}
