/** Whom I know, who asks to know me, and whom I blocked. */
import {
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";

import { request } from "@/api/client";
import type { Contacts, ContactState, UserId } from "@/api/types";
import { useMessenger } from "./messengerContext";

export const contactsQuery = queryOptions({
  queryKey: ["people", "contacts"],
  queryFn: ({ signal }) => request<Contacts>("/api/contacts", { signal }),
  // Every change is told over the socket.
  staleTime: 5 * 60_000,
});

export function useContacts() {
  return useQuery(contactsQuery);
}

/** How many people wait for my answer. */
export function useIncomingCount(): number {
  return useQuery({ ...contactsQuery, select: (contacts) => contacts.incoming.length }).data ?? 0;
}

/** How I stand to somebody, as far as is known. `requestId`: what is to be answered or withdrawn. */
export interface Standing {
  state: ContactState;
  requestId: string | null;
}

export function standingTowards(contacts: Contacts, userId: UserId): Standing {
  const isThem = ({ user }: { user: { id: UserId } }): boolean => user.id === userId;
  if (contacts.blocked.some((user) => user.id === userId)) {
    return { state: "blocked", requestId: null };
  }
  if (contacts.items.some(isThem)) return { state: "contact", requestId: null };
  const incoming = contacts.incoming.find(isThem);
  if (incoming !== undefined) return { state: "incoming", requestId: incoming.id };
  const outgoing = contacts.outgoing.find(isThem);
  if (outgoing !== undefined) return { state: "outgoing", requestId: outgoing.id };
  return { state: "none", requestId: null };
}

export type ContactStep =
  | { do: "ask"; userId: UserId }
  | { do: "accept" | "decline"; userId: UserId; requestId: string }
  | { do: "remove" | "block" | "unblock"; userId: UserId };

function take(step: ContactStep): Promise<unknown> {
  const userId = encodeURIComponent(step.userId);
  switch (step.do) {
    case "ask":
      return request("/api/contacts/requests", { method: "POST", body: { userId: step.userId } });
    case "accept":
    case "decline": {
      const id = encodeURIComponent(step.requestId);
      return request(`/api/contacts/requests/${id}/${step.do}`, { method: "POST" });
    }
    case "remove":
      return request(`/api/contacts/${userId}`, { method: "DELETE" });
    case "block":
      return request(`/api/users/${userId}/block`, { method: "PUT" });
    case "unblock":
      return request(`/api/users/${userId}/block`, { method: "DELETE" });
  }
}

/** One step between two people; what it changed is read again. */
export function useContactStep() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: take,
    onSettled: (_answer, _error, step) => forget(queries, step.userId),
  });
}

function forget(queries: QueryClient, userId: UserId): Promise<unknown> {
  return Promise.all([
    queries.invalidateQueries({ queryKey: contactsQuery.queryKey }),
    queries.invalidateQueries({ queryKey: ["people", "person", userId] }),
  ]);
}

/** Reads again what the socket says has changed between me and others, and all after a cut. */
export function usePeopleEvents(): void {
  const messenger = useMessenger();
  const queries = useQueryClient();
  useEffect(() => {
    const offChange = messenger.socket.onPersonChanged((userId) => void forget(queries, userId));
    const offOnline = messenger.socket.onOnline(
      () => void queries.invalidateQueries({ queryKey: contactsQuery.queryKey }),
    );
    return () => {
      offChange();
      offOnline();
    };
  }, [messenger, queries]);
}
