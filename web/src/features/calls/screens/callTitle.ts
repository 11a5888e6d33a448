import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";

import { fetchUser } from "@/api/requests";
import type { Call } from "@/api/types";
import { useChat, usePersonName } from "@/hooks/chats";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import type { Person } from "./person";

/** How many are named; the others are "and more". */
const NAMED = 3;

/**
 * The name and photo of a call of several people: those of its group, or else who is in it besides me. Whoever was added to
 * a call between two does not see their chat.
 */
export function useCallTitle(call: Pick<Call, "id" | "chatId" | "participants">): Person {
  const { t } = useTranslation(["calls", "ring"]);
  const me = useMe();
  const chat = useChat(call.chatId);
  const isGroup = chat !== undefined && chat.kind !== "direct";
  const others = isGroup
    ? []
    : call.participants.filter(({ userId }) => userId !== me.id).map(({ userId }) => userId);
  const named = others.slice(0, NAMED);
  const { store } = useMessenger();
  const met = useStore(
    store,
    useShallow((state) => named.map((id) => state.usersById[id])),
  );
  const fetched = useQueries({
    queries: named.map((id, at) => ({
      queryKey: ["users", id],
      queryFn: () => fetchUser(id),
      enabled: met[at] === undefined,
      staleTime: 300_000,
    })),
  });
  const nameOf = usePersonName();
  if (isGroup) {
    const name = chat.title ?? (chat.kind === "family" ? t("ring:family") : t("group.title"));
    return { id: chat.id, name, avatarUrl: chat.avatarUrl ?? null };
  }
  const people = named
    .map((_, at) => met[at] ?? fetched[at]?.data)
    .filter((user) => user !== undefined);
  const names = people.map(nameOf).join(", ");
  const name = names === "" ? t("group.title") : names;
  const more = others.length > NAMED ? t("ring:andMore", { names: name }) : name;
  return { id: named[0] ?? call.id, name: more, avatarUrl: people[0]?.avatarUrl ?? null };
}
