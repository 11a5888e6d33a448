import type { Invite } from "@/api/types";

export type InviteState = "active" | "revoked" | "expired" | "usedUp";

/** Why an invitation works or not, the owner's own doing first. `now` is the server's time. */
export function inviteState(invite: Invite, now: number): InviteState {
  if (invite.revoked) return "revoked";
  if (invite.maxUses != null && invite.uses >= invite.maxUses) return "usedUp";
  if (invite.expiresAt != null && Date.parse(invite.expiresAt) <= now) return "expired";
  return "active";
}
