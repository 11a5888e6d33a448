import { QueryClient } from "@tanstack/react-query";

import { FailureError, isTransient } from "./failure";

/** Holds answers of REST resources. Live data (chats, messages, presence) is in the messenger. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // Offline, show what there is and fail quickly; coming online refetches.
        networkMode: "always",
        retry: (failures, error) =>
          failures < 2 && error instanceof FailureError && isTransient(error.failure),
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
