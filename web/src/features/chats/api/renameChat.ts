import { useMutation } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { Chat, ChatId } from "@/api/types";

/** Characters. */
export const TITLE_MAX = 128;

function renameChat(chatId: ChatId, title: string): Promise<Chat> {
  return request(`/api/chats/${chatId}`, { method: "PATCH", body: { title } });
}

/** The new title itself comes back as an event, to everybody alike. */
export function useRenameChat(chatId: ChatId) {
  return useMutation({ mutationFn: (title: string) => renameChat(chatId, title) });
}
