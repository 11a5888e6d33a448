import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { fetchUser } from "@/api/requests";
import type { User, UserId } from "@/api/types";
import { usePersonName, useUser } from "@/hooks/chats";

export interface Person {
  id: UserId;
  name: string;
  avatarUrl: string | null;
}

/** Name and photo of somebody in a call; `known` is what came with it. */
export function usePerson(userId: UserId, known: User | null = null): Person {
  const { t } = useTranslation("calls");
  const met = useUser(userId) ?? known;
  const { data } = useQuery({
    queryKey: ["users", userId],
    queryFn: () => fetchUser(userId),
    enabled: met === null,
    staleTime: 300_000,
  });
  const user = met ?? data;
  const nameOf = usePersonName();
  return {
    id: userId,
    name: user == null ? t("unknownPerson") : nameOf(user),
    avatarUrl: user?.avatarUrl ?? null,
  };
}
