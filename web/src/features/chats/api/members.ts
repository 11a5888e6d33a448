import { useMutation } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { AddedMembers, ChatId, MemberRole, UserId } from "@/api/types";

function addMembers(chatId: ChatId, userIds: UserId[]): Promise<AddedMembers> {
  return request(`/api/chats/${chatId}/members`, { method: "POST", body: { userIds } });
}

function changeRole(chatId: ChatId, userId: UserId, role: MemberRole): Promise<void> {
  return request(`/api/chats/${chatId}/members/${userId}`, { method: "PATCH", body: { role } });
}

function removeMember(chatId: ChatId, userId: UserId): Promise<void> {
  return request(`/api/chats/${chatId}/members/${userId}`, { method: "DELETE" });
}

/** The answer names who does not let themselves be added. Who came, comes as an event. */
export function useAddMembers(chatId: ChatId) {
  return useMutation({ mutationFn: (userIds: UserId[]) => addMembers(chatId, userIds) });
}

/** `owner` hands the group over: I become an admin. */
export function useChangeRole(chatId: ChatId) {
  return useMutation({
    mutationFn: ({ userId, role }: { userId: UserId; role: MemberRole }) =>
      changeRole(chatId, userId, role),
  });
}

/** Oneself: leaving. */
export function useRemoveMember(chatId: ChatId) {
  return useMutation({ mutationFn: (userId: UserId) => removeMember(chatId, userId) });
}
