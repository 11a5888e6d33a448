import { infiniteQueryOptions } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { Call, CallId, List } from "@/api/types";

export const historyKey = ["calls", "history"] as const;

const PAGE_SIZE = 50;

/** My calls that are over, the newest first. */
export const historyQuery = infiniteQueryOptions({
  queryKey: historyKey,
  queryFn: ({ pageParam, signal }) =>
    request<List<Call>>("/api/calls/history", {
      query: { cursor: pageParam, limit: PAGE_SIZE },
      signal,
    }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.cursor ?? null,
});

/** Takes a call out of my history. Throws `FailureError`. */
export function deleteFromHistory(callId: CallId): Promise<void> {
  return request(`/api/calls/${callId}`, { method: "DELETE" });
}
