/**
 * What I may do in a chat: which buttons there are at all. The server decides again; an impossible
 * action is absent here, so that nobody is refused.
 */
import type { Chat, Member, UserId } from "@/api/types";

export interface ChatRights {
  /** Its name; of a group also description and photo. */
  edit: boolean;
  /** Who sees the history, who may add people. */
  settings: boolean;
  addPeople: boolean;
  links: boolean;
  leave: boolean;
  deleteForEveryone: boolean;
}

export function chatRights(chat: Chat): ChatRights {
  const leads = chat.role === "owner" || chat.role === "admin";
  switch (chat.kind) {
    case "direct":
    case "saved":
      return { ...NONE, deleteForEveryone: true };
    case "family":
      return { ...NONE, edit: leads };
    case "group": {
      const mayAdd = leads || chat.membersMayAdd !== false;
      return {
        edit: leads,
        settings: leads,
        addPeople: mayAdd,
        links: mayAdd,
        leave: true,
        deleteForEveryone: chat.role === "owner",
      };
    }
  }
}

const NONE: ChatRights = {
  edit: false,
  settings: false,
  addPeople: false,
  links: false,
  leave: false,
  deleteForEveryone: false,
};

export type MemberAction = "promote" | "demote" | "handOver" | "remove";

/** What I may do to another member of a group, in the order of a menu. */
export function memberActions(chat: Chat, member: Member, myId: UserId): MemberAction[] {
  if (chat.kind !== "group" || member.user.id === myId || member.role === "owner") return [];
  switch (chat.role) {
    case "owner":
      return [member.role === "admin" ? "demote" : "promote", "handOver", "remove"];
    case "admin":
      return member.role === "member" ? ["remove"] : [];
    case "member":
      return [];
  }
}

/** An owner hands the group over before leaving, unless nobody else is there. */
export function mustHandOver(chat: Chat): boolean {
  return chat.kind === "group" && chat.role === "owner" && chat.memberCount > 1;
}

/** Owner, admins, members; by name within each. */
export function membersInOrder(members: readonly Member[], locale: string): Member[] {
  const names = new Intl.Collator(locale);
  return [...members].sort(
    (a, b) => RANK[a.role] - RANK[b.role] || names.compare(a.user.displayName, b.user.displayName),
  );
}

const RANK = { owner: 0, admin: 1, member: 2 };
