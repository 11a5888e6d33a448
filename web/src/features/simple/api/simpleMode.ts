import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { request } from "@/api/client";
import { FailureError } from "@/api/failure";
import type { SimpleMode, SimpleProposal, SimpleSetup, UserId } from "@/api/types";
import { SIMPLE_KEY, simpleModeQuery } from "@/hooks/simpleMode";
import { useMe } from "@/hooks/session";
import { rememberSimpleMode } from "@/hooks/rememberedSimpleMode";

/** Puts an answer of the server in the place of what was known, here and for the next start. */
function useKeep(): (mode: SimpleMode) => void {
  const queries = useQueryClient();
  const me = useMe();
  return (mode) => {
    rememberSimpleMode(me.id, mode);
    queries.setQueryData(simpleModeQuery(me.id).queryKey, mode);
  };
}

/** `PUT /simple-mode`. */
export function useChooseSimpleMode() {
  const keep = useKeep();
  return useMutation({
    mutationFn: (setup: SimpleSetup) =>
      request<SimpleMode>("/api/simple-mode", { method: "PUT", body: setup }),
    onSuccess: keep,
  });
}

/** `DELETE /simple-mode`: all of it is taken back. */
export function useClearSimpleMode() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => request("/api/simple-mode", { method: "DELETE" }),
    onSettled: () => queries.invalidateQueries({ queryKey: SIMPLE_KEY }),
  });
}

/** Answers a proposal. What does not stand any more is read again, and so goes from the screen. */
export function useAnswerProposal() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, answer }: { id: string; answer: "accept" | "refuse" }) =>
      request(`/api/simple-mode/proposals/${encodeURIComponent(id)}/${answer}`, { method: "POST" }),
    onSettled: () => queries.invalidateQueries({ queryKey: SIMPLE_KEY }),
  });
}

function proposalPath(userId: UserId): string {
  return `/api/users/${encodeURIComponent(userId)}/simple-mode-proposal`;
}

/** `GET /users/{id}/simple-mode-proposal`; `null` when there is none. */
export function proposalQuery(userId: UserId) {
  return queryOptions({
    queryKey: [...SIMPLE_KEY, "proposal", userId],
    queryFn: async ({ signal }): Promise<SimpleProposal | null> => {
      try {
        return await request<SimpleProposal>(proposalPath(userId), { signal });
      } catch (caught) {
        const isNone =
          caught instanceof FailureError &&
          caught.failure.kind === "problem" &&
          caught.failure.code === "not_found";
        if (isNone) return null;
        throw caught;
      }
    },
  });
}

/** `PUT /users/{id}/simple-mode-proposal`. */
export function usePropose(userId: UserId) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (setup: SimpleSetup) =>
      request<SimpleProposal>(proposalPath(userId), { method: "PUT", body: setup }),
    onSuccess: (proposal) => queries.setQueryData(proposalQuery(userId).queryKey, proposal),
  });
}

/** `DELETE /users/{id}/simple-mode-proposal`. */
export function useWithdraw(userId: UserId) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => request(proposalPath(userId), { method: "DELETE" }),
    onSettled: () => queries.invalidateQueries({ queryKey: proposalQuery(userId).queryKey }),
  });
}
