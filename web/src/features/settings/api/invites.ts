import { queryOptions, useQuery } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { Invite, List } from "@/api/types";

/** `GET /invites`: those I may manage, the newest first. */
function fetchInvites(signal: AbortSignal): Promise<List<Invite>> {
  return request("/api/invites", { signal });
}

export function invitesQuery() {
  return queryOptions({
    queryKey: ["settings", "invites"],
    queryFn: ({ signal }) => fetchInvites(signal),
  });
}

export function useInvites() {
  return useQuery(invitesQuery());
}
