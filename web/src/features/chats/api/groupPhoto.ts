import { request } from "@/api/client";
import type { Chat, ChatId } from "@/api/types";

const UPLOAD_TIMEOUT_MS = 60_000;

/** `PUT /chats/{id}/avatar`. The new photo comes back as an event, to everybody alike. */
export function putGroupPhoto(chatId: ChatId, photo: Blob): Promise<Chat> {
  const form = new FormData();
  form.set("file", photo, "photo.jpg");
  return request(`/api/chats/${chatId}/avatar`, {
    method: "PUT",
    form,
    timeoutMs: UPLOAD_TIMEOUT_MS,
  });
}

export function deleteGroupPhoto(chatId: ChatId): Promise<Chat> {
  return request(`/api/chats/${chatId}/avatar`, { method: "DELETE" });
}
