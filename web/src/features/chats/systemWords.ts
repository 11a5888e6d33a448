/** What happened in a chat, as a sentence: for the timeline and the list. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";

import type { Message, UserId } from "@/api/types";
import { usePersonName } from "@/hooks/chats";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";

/** Empty for a message that is not of the system. */
export function useSystemWords(): (message: Message) => string {
  const { t, i18n } = useTranslation("groups");
  const me = useMe();
  const personName = usePersonName();
  const usersById = useStore(useMessenger().store, (state) => state.usersById);
  return useCallback(
    (message: Message) => {
      const { system: note, senderId } = message;
      if (note == null) return "";
      const byMe = senderId === me.id;
      const nameOf = (userId: UserId): string => {
        const user = usersById[userId];
        return user === undefined ? t("system.somebody") : personName(user);
      };
      // "you" among the ones it happened to is said as such.
      const list = new Intl.ListFormat(i18n.language, { type: "conjunction" });
      const whom = list.format(
        (note.userIds ?? []).map((userId) =>
          userId === me.id ? t("system.youObject") : nameOf(userId),
        ),
      );
      const who = { name: nameOf(senderId), whom, title: note.title ?? "" };
      const voice = byMe ? "byMe" : "byOther";
      switch (note.type) {
        case "created":
        case "memberLeft":
        case "joinedByLink":
        case "renamed":
        case "photoChanged":
        case "photoRemoved":
        case "descriptionChanged":
        case "membersAdded":
        case "memberRemoved":
        case "ownerChanged":
          return t(`system.${note.type}.${voice}`, who);
        case "roleChanged":
          return note.role === "admin"
            ? t(`system.promoted.${voice}`, who)
            : t(`system.demoted.${voice}`, who);
      }
    },
    [personName, t, i18n.language, me.id, usersById],
  );
}
