import { queryOptions, useQuery } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { List, SessionInfo } from "@/api/types";

/** `GET /auth/sessions`: my live sessions, the last used first. */
function fetchSessions(signal: AbortSignal): Promise<List<SessionInfo>> {
  return request("/api/auth/sessions", { signal });
}

export function sessionsQuery() {
  return queryOptions({
    queryKey: ["settings", "sessions"],
    queryFn: ({ signal }) => fetchSessions(signal),
    // Devices come and go while one looks at the list.
    refetchInterval: 30_000,
  });
}

export function useSessions() {
  return useQuery(sessionsQuery());
}
