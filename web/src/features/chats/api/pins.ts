import { request } from "@/api/client";
import type { ChatId, MessageId } from "@/api/types";

/** Pins a message for everybody in the chat, or takes the pin away. Throws `FailureError`. */
export function pinMessage(chatId: ChatId, messageId: MessageId, pinned: boolean): Promise<void> {
  const method = pinned ? "PUT" : "DELETE";
  return request(`/api/chats/${chatId}/pins/${messageId}`, { method });
}
