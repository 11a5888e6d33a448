import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Message } from "@/api/types";
import classes from "./ReactionChips.module.css";
import { useMessageActions } from "./messageActions";

export interface ReactionChipsProps {
  message: Message;
}

/** The signs under a message; mine are filled. A press sets or takes back, a right click tells who. */
export function ReactionChips({ message }: ReactionChipsProps) {
  const { t } = useTranslation("actions");
  const actions = useMessageActions();
  const signs = message.reactions ?? [];
  if (signs.length === 0) return null;
  return (
    <span className={classes["root"]} role="group" aria-label={t("react.label")}>
      {signs.map(({ emoji, count, mine }) => (
        <UnstyledButton
          key={emoji}
          className={classes["chip"]}
          data-mine={mine === true || undefined}
          aria-pressed={mine === true}
          aria-label={t("react.chip", { emoji, count })}
          onClick={() => actions.react(message, emoji)}
          onDoubleClick={(event) => event.stopPropagation()}
          onContextMenu={(event) => {
            event.preventDefault();
            event.stopPropagation();
            actions.showReactions(message);
          }}
        >
          <span className={classes["emoji"]}>{emoji}</span>
          {count}
        </UnstyledButton>
      ))}
    </span>
  );
}
