import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useStore } from "zustand";

import type { ChatId, User } from "@/api/types";
import { useChat } from "@/hooks/chats";
import { contactsQuery } from "@/hooks/contacts";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { peerOf } from "@/realtime/selectors";

/** Whom one may want in a call: the members of its chat first, then contacts, then whoever one has a chat with. */
export function usePeopleToAdd(chatId: ChatId | null): { people: User[]; isLoading: boolean } {
  const me = useMe();
  const messenger = useMessenger();
  const chat = useChat(chatId ?? "");
  const isPartial = chat !== undefined && chat.members == null;
  // Those of a large group are not in its summary.
  const members = useQuery({
    queryKey: ["chats", "members", chatId],
    queryFn: async () => {
      await messenger.chats.load(chatId ?? "");
      return true;
    },
    enabled: isPartial,
  });
  const contacts = useQuery(contactsQuery);
  const chatsById = useStore(messenger.store, (state) => state.chatsById);
  const people = useMemo(() => {
    const known = [
      ...(chat?.members ?? []).map(({ user }) => user),
      ...(contacts.data?.items ?? []).map(({ user }) => user),
      ...Object.values(chatsById).flatMap((one) => peerOf(one, me.id) ?? []),
    ];
    const byId = new Map(known.map((user) => [user.id, user]));
    return [...byId.values()].filter(({ id, deleted }) => id !== me.id && deleted !== true);
  }, [chat, contacts.data, chatsById, me.id]);
  return { people, isLoading: contacts.isLoading || (isPartial && members.isLoading) };
}
