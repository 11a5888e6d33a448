import { useQuery } from "@tanstack/react-query";
import { use } from "react";
import { useTranslation } from "react-i18next";

import { fetchUser } from "@/api/requests";
import type { User, UserId } from "@/api/types";
import { usePersonName, useUser } from "@/hooks/chats";
import { GuestNamesContext } from "../group/guestNames";

export interface Person {
  id: UserId;
  name: string;
  avatarUrl: string | null;
}

/** Name and photo of somebody in a call; `known` is what came with it. */
export function usePerson(userId: UserId, known: User | null = null): Person {
  const guest = use(GuestNamesContext).get(userId);
  const somebody = useSomebody(guest === undefined ? userId : null, known);
  if (guest !== undefined) return { id: userId, name: guest, avatarUrl: null };
  return { id: userId, ...somebody };
}

/** The same of somebody or, for `null`, of nobody known. */
export function useSomebody(userId: UserId | null, known: User | null = null): Omit<Person, "id"> {
  const { t } = useTranslation("calls");
  const met = useUser(userId) ?? known;
  const { data } = useQuery({
    queryKey: ["users", userId],
    queryFn: () => fetchUser(userId ?? ""),
    enabled: met === null && userId !== null,
    staleTime: 300_000,
  });
  const user = met ?? data;
  const nameOf = usePersonName();
  return {
    name: user == null ? t("unknownPerson") : nameOf(user),
    avatarUrl: user?.avatarUrl ?? null,
  };
}
