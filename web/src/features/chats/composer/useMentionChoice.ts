import { useMemo } from "react";

import type { Chat, User } from "@/api/types";
import { useMe } from "@/hooks/session";
import { useMembers } from "../info/useMembers";
import { mentionStart, type MentionStart, type Written } from "./editText";

/** Names on offer at once. */
const OFFERED = 6;

export interface MentionChoice {
  begun: MentionStart;
  people: User[];
}

/** Members who fit what is written after an `@`; `null` when nobody is being named. */
export function useMentionChoice(chat: Chat, { text, start, end }: Written): MentionChoice | null {
  const me = useMe();
  const { members } = useMembers(chat);
  return useMemo(() => {
    if (chat.kind === "direct" || chat.kind === "saved") return null;
    const begun = mentionStart({ text, start, end });
    if (begun === null) return null;
    const people = (members ?? [])
      .map(({ user }) => user)
      .filter((user) => user.id !== me.id && fits(user, begun.query))
      .slice(0, OFFERED);
    return people.length === 0 ? null : { begun, people };
  }, [text, start, end, chat.kind, members, me.id]);
}

function fits(user: User, query: string): boolean {
  const names = user.displayName.toLocaleLowerCase().split(/\s+/u);
  return user.login.startsWith(query) || names.some((name) => name.startsWith(query));
}
