import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";

import { useMessenger } from "@/hooks/messengerContext";
import { lookAtPush, pushStanding, switchPushOn } from "@/pwa/push";
import { ConnectionBar } from "@/ui/ConnectionBar";

const STORAGE_KEY = "zvonilka.pushAsked";

/** Asks for notifications, once, and when it makes sense: somebody has just written and waits for an answer. */
export function AskPush() {
  const { t, i18n } = useTranslation("common");
  const language = i18n.language === "en" ? "en" : "ru";
  const standing = useSyncExternalStore(pushStanding.subscribe, pushStanding.get);
  const [isAsked, setAsked] = useState(() => localStorage.getItem(STORAGE_KEY) !== null);
  const writes = useStore(useMessenger().store, ({ pendingByChat }) =>
    Object.values(pendingByChat).some((pending) => pending.length > 0),
  );
  const [wrote, setWrote] = useState(false);
  if (writes && !wrote) setWrote(true);
  useEffect(() => {
    if (wrote && !isAsked) lookAtPush(language).catch(() => undefined);
  }, [wrote, isAsked, language]);

  function done(): void {
    localStorage.setItem(STORAGE_KEY, "yes");
    setAsked(true);
  }

  const asks = wrote && !isAsked && standing === "off";
  return (
    <ConnectionBar
      text={asks ? t("askPush.text") : null}
      tone="progress"
      action={{
        label: t("askPush.action"),
        onClick: () => {
          done();
          switchPushOn(language).catch(() => undefined);
        },
      }}
      other={{ label: t("askPush.later"), onClick: done }}
    />
  );
}
