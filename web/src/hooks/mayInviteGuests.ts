import type { Chat } from "@/api/types";

/** Whether this member may make links by which guests come into the calls of a group; the server decides again. */
export function mayInviteGuests(chat: Chat): boolean {
  const leads = chat.role === "owner" || chat.role === "admin";
  if (chat.kind === "family") return leads;
  return chat.kind === "group" && (leads || chat.membersMayAdd !== false);
}
