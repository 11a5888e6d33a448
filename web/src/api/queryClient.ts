import { QueryClient, type Query } from "@tanstack/react-query";

import { FailureError, isTransient } from "./failure";

/** Holds answers of REST resources. Live data (chats, messages, presence) is in the messenger. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // Offline, show what there is and fail quickly; coming online refetches.
        networkMode: "always",
        retry: (failures, error) => failures < 2 && isWorthAnotherTry(error),
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

/**
 * Somebody signed out: nothing that was theirs stays. What anybody may know (`meta.anybody`) does: a
 * screen that shows it, signed in or not, would wait for it for ever.
 */
export function forgetPerson(queryClient: QueryClient): void {
  queryClient.removeQueries({ predicate: ({ meta }) => meta?.["anybody"] !== true });
  queryClient.getMutationCache().clear();
}

/** The line is back: what is on screen and failed for the lack of it is asked for again. */
export function refetchFailed(queryClient: QueryClient): void {
  const isFailed = ({ state }: Query): boolean => isWorthAnotherTry(state.error);
  void queryClient.refetchQueries({ type: "active", predicate: isFailed });
}

function isWorthAnotherTry(error: unknown): boolean {
  return error instanceof FailureError && isTransient(error.failure);
}
