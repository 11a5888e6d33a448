import { IconCopy, IconArrowForwardUp, IconTrash, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Chat, Message } from "@/api/types";
import { useMe } from "@/hooks/session";
import { IconButton } from "@/ui/IconButton";
import classes from "./SelectionBar.module.css";
import { useMessageActions } from "./messageActions";
import { commonRights } from "./messageRights";

export interface SelectionBarProps {
  chat: Chat;
  selected: readonly Message[];
}

/** In place of the chat's header: what is selected, and what can be done with it. */
export function SelectionBar({ chat, selected }: SelectionBarProps) {
  const { t } = useTranslation("actions");
  const actions = useMessageActions();
  const rights = commonRights(selected, chat, useMe().id);
  const inOrder = [...selected].sort((a, b) => a.seq - b.seq);
  return (
    <div className={classes["root"]} role="toolbar" aria-label={t("select.label")}>
      <IconButton
        label={t("select.cancel")}
        icon={<IconX size={22} />}
        onClick={() => actions.leave()}
      />
      <span className={classes["count"]} role="status">
        {t("select.count", { count: selected.length })}
      </span>
      {rights.copy && (
        <IconButton
          label={t("menu.copy")}
          icon={<IconCopy size={22} stroke={1.75} />}
          onClick={() => actions.copy(inOrder)}
        />
      )}
      {rights.forward && (
        <IconButton
          label={t("menu.forward")}
          icon={<IconArrowForwardUp size={22} stroke={1.75} />}
          onClick={() => actions.forward(inOrder)}
        />
      )}
      <IconButton
        label={t("menu.delete")}
        icon={<IconTrash size={22} stroke={1.75} />}
        color="red"
        onClick={() => actions.askDelete(inOrder)}
      />
    </div>
  );
}
