import { Button } from "@mantine/core";
import { IconMicrophone, IconPhone } from "@tabler/icons-react";
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

const INSIDE: ReadonlySet<string> = new Set(["connecting", "connected", "reconnecting"]);

/** A call goes on in this group, or it keeps an audio room: who is in it, and the way in. */
export function OngoingCall({ chat }: OngoingCallProps) {
  const { t } = useTranslation("chats");
  const launcher = useCallLauncher();
  const nameOf = usePersonName();
  const usersById = useStore(useMessenger().store, (state) => state.usersById);
  const call = chat.activeCall?.mode === "sfu" ? chat.activeCall : null;
  if (launcher === null || (call === null && chat.audioRoom !== true)) return null;
  // Whoever is in it has the call itself before their eyes, small or large.
  if (launcher.current?.chatId === chat.id) return null;
  const isRoom = call === null || call.audioRoom === true;
  const names = (call?.participants ?? [])
    .filter(({ sessionId }) => sessionId != null)
    .map(({ userId }) => usersById[userId])
    .filter((user) => user !== undefined)
    .map(nameOf);
  // Guests are in no list of people: that they are there is said, and not who.
  const guests = (call?.guests ?? []).filter(({ state }) => INSIDE.has(state)).length;
  const title = t(isRoom ? "call.room" : "call.goesOn");
  const Icon = isRoom ? IconMicrophone : IconPhone;
  return (
    <section className={classes["root"]} aria-label={title} data-ongoing-call={call?.id ?? ""}>
      <Icon size={20} className={classes["icon"]} aria-hidden />
      <span className={classes["words"]}>
        <span className={classes["title"]}>{title}</span>
        <span className={classes["text"]}>
          {call === null ? t("call.roomEmpty") : t("call.inIt", { names })}
          {guests > 0 && ` ${t("call.guests", { count: guests })}`}
        </span>
      </span>
      <Button
        size="compact-md"
        radius="xl"
        variant={call === null ? "light" : "filled"}
        onClick={() =>
          isRoom ? launcher.dropIn(chat.id) : launcher.start({ chatId: chat.id }, call.kind)
        }
      >
        {t("call.join")}
      </Button>
    </section>
  );
}
