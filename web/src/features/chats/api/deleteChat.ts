import { useMutation } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { ChatId } from "@/api/types";

/** `me`: out of my list until the next message. `everyone`: gone for all who were in it. */
export type DeleteChatFor = "me" | "everyone";

function deleteChat(chatId: ChatId, whom: DeleteChatFor): Promise<void> {
  return request(`/api/chats/${chatId}`, { method: "DELETE", query: { for: whom } });
}

/** What became of the chat comes back as an event. */
export function useDeleteChat(chatId: ChatId) {
  return useMutation({ mutationFn: (whom: DeleteChatFor) => deleteChat(chatId, whom) });
}
