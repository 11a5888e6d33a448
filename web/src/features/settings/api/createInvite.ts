import { useMutation, useQueryClient } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { Invite } from "@/api/types";
import { invitesQuery } from "./invites";

export interface CreateInviteInput {
  /** A random one if absent. */
  code?: string;
  /** `null` for any number. */
  maxUses: number | null;
  /** 1 to 8,760; `null` for always. */
  expiresInHours: number | null;
  /** Up to 140 characters. */
  note: string;
  admin: boolean;
}

/** `POST /invites`. */
function createInvite(input: CreateInviteInput): Promise<Invite> {
  return request("/api/invites", { method: "POST", body: input });
}

export function useCreateInvite() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: createInvite,
    onSuccess: () => queries.invalidateQueries({ queryKey: invitesQuery().queryKey }),
  });
}
