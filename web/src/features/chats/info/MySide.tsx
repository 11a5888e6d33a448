import { Button } from "@mantine/core";
import { IconBell, IconBellOff, IconDoorExit, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Chat } from "@/api/types";
import { isMuted } from "@/realtime/selectors";
import { chatRights } from "../groups/rights";
import { ChatDialogs, type ChatQuestion } from "../menu/ChatDialogs";
import { isMutedForever } from "../menu/muting";
import { useChangeMine } from "../menu/useChangeMine";
import { useServerNow } from "../useServerNow";
import classes from "./InfoPane.module.css";

/** Whether the chat makes a sound for me, and the ways out of it. */
export function MySide({ chat }: { chat: Chat }) {
  const { t } = useTranslation("groups");
  const now = useServerNow();
  const change = useChangeMine(chat.id);
  const [question, setQuestion] = useState<ChatQuestion | null>(null);
  const rights = chatRights(chat);
  const muted = isMuted(chat, now);
  return (
    <section>
      <div className={classes["actions"]}>
        <Button
          variant="light"
          color="gray"
          leftSection={muted ? <IconBell size={18} /> : <IconBellOff size={18} />}
          onClick={() => (muted ? change({ mutedUntil: null }) : setQuestion("mute"))}
        >
          {muted ? t("info.unmute") : t("info.mute")}
        </Button>
        {rights.leave && (
          <Button
            variant="light"
            color="red"
            leftSection={<IconDoorExit size={18} />}
            onClick={() => setQuestion("leave")}
          >
            {t("info.leave")}
          </Button>
        )}
        {chat.kind !== "family" && (
          <Button
            variant="light"
            color="red"
            leftSection={<IconTrash size={18} />}
            onClick={() => setQuestion("delete")}
          >
            {rights.deleteForEveryone ? t("info.delete") : t("info.hide")}
          </Button>
        )}
      </div>
      {muted && <MutedNote until={chat.mutedUntil ?? ""} now={now} />}
      <ChatDialogs chat={chat} question={question} onClose={() => setQuestion(null)} />
    </section>
  );
}

function MutedNote({ until, now }: { until: string; now: number }) {
  const { t, i18n } = useTranslation("groups");
  const moment = new Intl.DateTimeFormat(i18n.language, {
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  }).format(Date.parse(until));
  return (
    <p className={classes["note"]}>
      {isMutedForever(until, now) ? t("info.mutedForever") : t("info.mutedUntil", { moment })}
    </p>
  );
}
