/** Those whom I invited, and how I came myself. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { request } from "@/api/client";
import type { List, MyArrival, Newcomer, WelcomeStep } from "@/api/types";
import { useMessenger } from "./messengerContext";

/** Of everything about my invitations. */
export const INVITES_KEY = ["invites"] as const;

/** `GET /newcomers`: whom I invited within the last month. */
export const newcomersQuery = queryOptions({
  queryKey: [...INVITES_KEY, "newcomers"],
  queryFn: ({ signal }) => request<List<Newcomer>>("/api/newcomers", { signal }),
  select: (list) => list.items,
});

/** Reads again what concerns my invitations whenever the socket says that somebody came a step further. */
export function useInviteEvents(onProgress?: () => void): void {
  const messenger = useMessenger();
  const queries = useQueryClient();
  useEffect(() => {
    const readAgain = () => void queries.invalidateQueries({ queryKey: INVITES_KEY });
    const offProgress = messenger.socket.onInviteProgress(() => {
      readAgain();
      onProgress?.();
    });
    const offOnline = messenger.socket.onOnline(readAgain);
    return () => {
      offProgress();
      offOnline();
    };
  }, [messenger, queries, onProgress]);
}

/** `GET /newcomers/me`: who invited me, and the steps I took. */
const arrivalQuery = queryOptions({
  queryKey: ["arrival"],
  queryFn: ({ signal }) => request<MyArrival>("/api/newcomers/me", { signal }),
  // What changes it happens here.
  staleTime: Infinity,
});

export function useArrival() {
  return useQuery(arrivalQuery);
}

/** Notes a step of settling in, once: for this page, and for whoever invited me. */
export function useTakeStep(): (step: WelcomeStep) => void {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    scope: { id: "welcomeSteps" },
    mutationFn: async (step: WelcomeStep) => {
      const known = await queries.ensureQueryData(arrivalQuery);
      if (known.steps.includes(step)) return;
      if (known.invitedBy != null) {
        await request("/api/newcomers/me/steps", { method: "POST", body: { step } });
      }
      queries.setQueryData(arrivalQuery.queryKey, (now = known) => ({
        ...now,
        steps: [...now.steps, step],
      }));
    },
    retry: 2,
  });
  return mutate;
}
