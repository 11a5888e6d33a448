import { queryOptions, useQuery } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { Invite, List } from "@/api/types";
import { INVITES_KEY } from "@/hooks/newcomers";

/** `GET /invites`: those I may manage, the newest first. */
function fetchInvites(signal: AbortSignal): Promise<List<Invite>> {
  return request("/api/invites", { signal });
}

export function invitesQuery() {
  return queryOptions({
    queryKey: [...INVITES_KEY, "mine"],
    queryFn: ({ signal }) => fetchInvites(signal),
  });
}

export function useInvites() {
  return useQuery(invitesQuery());
}
