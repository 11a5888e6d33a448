import { useMutation } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { Chat, ChatId, ChatPatch } from "@/api/types";

/** Characters. */
export const TITLE_MAX = 128;

function updateChat(chatId: ChatId, patch: ChatPatch): Promise<Chat> {
  return request(`/api/chats/${chatId}`, { method: "PATCH", body: patch });
}

/** What changed comes back as an event, to everybody alike. */
export function useUpdateChat(chatId: ChatId) {
  return useMutation({ mutationFn: (patch: ChatPatch) => updateChat(chatId, patch) });
}
