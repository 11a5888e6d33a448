import { queryOptions, useQuery } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { InviteInfo } from "@/api/types";

/** `GET /invites/{code}`: what a newcomer may know. */
function fetchInviteInfo(code: string, signal: AbortSignal): Promise<InviteInfo> {
  return request(`/api/invites/${encodeURIComponent(code)}`, { open: true, signal });
}

export function inviteInfoQuery(code: string) {
  return queryOptions({
    queryKey: ["auth", "invite", code],
    queryFn: ({ signal }) => fetchInviteInfo(code, signal),
    // Somebody else may use it up at any time: asked anew whenever the link is opened, but never
    // while the form below it is being filled in.
    staleTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export function useInviteInfo(code: string) {
  return useQuery(inviteInfoQuery(code));
}
