import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { ChatId, ChatLink, ChatLinkInfo, List } from "@/api/types";

function linksQuery(chatId: ChatId) {
  return queryOptions({
    queryKey: ["chats", "links", chatId],
    queryFn: ({ signal }) => request<List<ChatLink>>(`/api/chats/${chatId}/links`, { signal }),
    // Other members make links too, and nobody is told.
    staleTime: 0,
  });
}

/** The live invite links of a group. */
export function useChatLinks(chatId: ChatId) {
  return useQuery(linksQuery(chatId));
}

export interface NewLink {
  /** Absent: any number. */
  maxUses?: number;
  /** Absent: for always. */
  expiresInSeconds?: number;
}

export function useCreateLink(chatId: ChatId) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (link: NewLink) =>
      request<ChatLink>(`/api/chats/${chatId}/links`, { method: "POST", body: link }),
    onSuccess: () => queries.invalidateQueries({ queryKey: linksQuery(chatId).queryKey }),
  });
}

export function useRevokeLink(chatId: ChatId) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (code: string) =>
      request<void>(`/api/chats/${chatId}/links/${encodeURIComponent(code)}`, {
        method: "DELETE",
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: linksQuery(chatId).queryKey }),
  });
}

/** `GET /chat-links/{code}`: where a link leads. */
export function useChatLinkInfo(code: string) {
  return useQuery({
    queryKey: ["chats", "link", code],
    queryFn: ({ signal }) =>
      request<ChatLinkInfo>(`/api/chat-links/${encodeURIComponent(code)}`, { signal }),
    staleTime: 0,
  });
}
