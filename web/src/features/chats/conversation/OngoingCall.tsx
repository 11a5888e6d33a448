import { Button } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";

import type { Chat } from "@/api/types";
import { useCallLauncher } from "@/hooks/callLauncher";
import { usePersonName } from "@/hooks/chats";
import { useMessenger } from "@/hooks/messengerContext";
import classes from "./OngoingCall.module.css";

export interface OngoingCallProps {
  chat: Chat;
}

/** A call goes on in this group: who is in it, and the way in. */
export function OngoingCall({ chat }: OngoingCallProps) {
  const { t } = useTranslation("chats");
  const launcher = useCallLauncher();
  const nameOf = usePersonName();
  const usersById = useStore(useMessenger().store, (state) => state.usersById);
  const call = chat.activeCall;
  if (call == null || call.mode !== "sfu" || launcher === null) return null;
  // Whoever is in it has the call itself before their eyes, small or large.
  if (launcher.current?.chatId === chat.id) return null;
  const names = call.participants
    .filter(({ sessionId }) => sessionId != null)
    .map(({ userId }) => usersById[userId])
    .filter((user) => user !== undefined)
    .map(nameOf);
  return (
    <section className={classes["root"]} aria-label={t("call.goesOn")} data-ongoing-call={call.id}>
      <IconPhone size={20} className={classes["icon"]} aria-hidden />
      <span className={classes["words"]}>
        <span className={classes["title"]}>{t("call.goesOn")}</span>
        <span className={classes["text"]}>{t("call.inIt", { names })}</span>
      </span>
      <Button
        size="compact-md"
        radius="xl"
        onClick={() => launcher.start({ chatId: chat.id }, call.kind)}
      >
        {t("call.join")}
      </Button>
    </section>
  );
}
