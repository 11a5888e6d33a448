import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { User } from "@/api/types";
import { usePresence } from "@/hooks/chats";
import { useMessenger } from "@/hooks/messengerContext";
import { presenceOf, presenceWords } from "./presence";

export interface PresenceText {
  /** A device of theirs is open and in use: what the green dot means. */
  active: boolean;
  text: string;
}

/** Whether somebody is here, in words that stay true while one looks at them. */
export function usePresenceText(user: User): PresenceText {
  const { t, i18n } = useTranslation("people");
  const presence = presenceOf(user, usePresence(user.id));
  const now = useServerMinute();
  const words = presenceWords(presence, now, i18n.language);
  return {
    active: presence.online && !presence.away,
    text:
      words.key === "lastSeen"
        ? t("presence.lastSeen", { when: words.when })
        : t(`presence.${words.key}`),
  };
}

/** The server's time, looked at again every half minute. */
function useServerMinute(): number {
  const messenger = useMessenger();
  const [now, setNow] = useState(() => messenger.serverNow());
  useEffect(() => {
    const id = setInterval(() => setNow(messenger.serverNow()), 30_000);
    return () => clearInterval(id);
  }, [messenger]);
  return now;
}
