import { useMemo } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";

import type { UserId } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import type { People } from "./MessageText";

const NONE: readonly UserId[] = [];

/** The people whom a message names, by login. */
export function useMentioned(ids: readonly UserId[] = NONE): People {
  const me = useMe();
  const users = useStore(
    useMessenger().store,
    useShallow((state) => ids.map((id) => state.usersById[id]?.login)),
  );
  return useMemo(() => {
    const people = new Map<string, { id: UserId; isMe: boolean }>();
    ids.forEach((id, index) => {
      const login = id === me.id ? me.login : users[index];
      if (login !== undefined) people.set(login, { id, isMe: id === me.id });
    });
    return people;
  }, [ids, users, me.id, me.login]);
}
