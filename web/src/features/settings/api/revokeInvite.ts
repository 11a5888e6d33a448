import { useMutation, useQueryClient } from "@tanstack/react-query";

import { request } from "@/api/client";
import { invitesQuery } from "./invites";

/** `DELETE /invites/{code}`. */
function revokeInvite(code: string): Promise<void> {
  return request(`/api/invites/${encodeURIComponent(code)}`, { method: "DELETE" });
}

export function useRevokeInvite() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: revokeInvite,
    onSettled: () => queries.invalidateQueries({ queryKey: invitesQuery().queryKey }),
  });
}
