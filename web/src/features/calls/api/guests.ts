/** Guests of group calls: links, the door, and what a guest's own page asks. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { request } from "@/api/client";
import type {
  Call,
  CallGuestLink,
  CallId,
  ChatId,
  GuestAnswer,
  GuestInvitation,
  GuestPass,
  List,
} from "@/api/types";

function linksQuery(chatId: ChatId) {
  return queryOptions({
    queryKey: ["calls", "guestLinks", chatId],
    queryFn: ({ signal }) =>
      request<List<CallGuestLink>>(`/api/chats/${chatId}/guest-links`, { signal }),
    // Other members make links too, and nobody is told.
    staleTime: 0,
  });
}

/** The links by which guests can still come. */
export function useGuestLinks(chatId: ChatId) {
  return useQuery(linksQuery(chatId));
}

export function useCreateGuestLink(chatId: ChatId) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (expiresInSeconds: number) =>
      request<CallGuestLink>(`/api/chats/${chatId}/guest-links`, {
        method: "POST",
        body: { expiresInSeconds },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: linksQuery(chatId).queryKey }),
  });
}

export function useRevokeGuestLink(chatId: ChatId) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (linkId: string) =>
      request<void>(`/api/chats/${chatId}/guest-links/${linkId}`, { method: "DELETE" }),
    onSuccess: () => queries.invalidateQueries({ queryKey: linksQuery(chatId).queryKey }),
  });
}

/** Lets guests in, turns them away, or takes them out. */
export function useAnswerGuests(callId: CallId) {
  return useMutation({
    mutationFn: (answer: { action: GuestAnswer; participantIds: readonly string[] }) =>
      request<Call>(`/api/calls/${callId}/guests`, { method: "POST", body: answer }),
  });
}

/** Where a link for guests leads. The token travels in the body: it stands in no log. */
export function lookAtGuestLink(token: string, signal?: AbortSignal): Promise<GuestInvitation> {
  return request<GuestInvitation>("/api/guests/look", {
    method: "POST",
    open: true,
    body: { token },
    ...(signal === undefined ? {} : { signal }),
  });
}

export function becomeGuest(token: string, name: string): Promise<GuestPass> {
  return request<GuestPass>("/api/guests", { method: "POST", open: true, body: { token, name } });
}
