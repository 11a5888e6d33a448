import { useTranslation } from "react-i18next";

import { useUser } from "@/hooks/chats";
import type { Answered } from "@/realtime/timelineView";
import classes from "./QuotedMessage.module.css";
import { useMessageGist } from "./messageGist";
import { useMessageActions } from "./messageActions";

export interface QuotedMessageProps {
  answered: Answered;
}

/** In a bubble: whom and what the message answers. A press goes there. */
export function QuotedMessage({ answered }: QuotedMessageProps) {
  const { t } = useTranslation("actions");
  const actions = useMessageActions();
  const gistOf = useMessageGist();
  const message = answered.kind === "known" ? answered.message : null;
  const sender = useUser(message?.senderId);
  if (message === null) {
    return (
      <span className={classes["root"]} data-missing>
        <span className={classes["text"]}>
          {answered.kind === "unknown" ? t("reply.loading") : t("reply.missing")}
        </span>
      </span>
    );
  }
  const name = sender?.displayName ?? t("somebody");
  return (
    <button
      type="button"
      className={classes["root"]}
      aria-label={t("reply.goTo", { name, text: gistOf(message) })}
      onClick={() => actions.jump({ seq: message.seq })}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <span className={classes["name"]}>{name}</span>
      <span className={classes["text"]} dir="auto">
        {gistOf(message)}
      </span>
    </button>
  );
}
