import { Button, TextInput } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState, type FormEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import type { Chat } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { IconButton } from "@/ui/IconButton";
import { TITLE_MAX, useRenameChat } from "../api/renameChat";
import classes from "./InfoPane.module.css";

export interface RenameChatProps {
  chat: Chat;
  /** What it is called now. */
  title: string;
}

/** The chat's name with the way to change it. */
export function RenameChat({ chat, title }: RenameChatProps) {
  const { t } = useTranslation("chats");
  const [editing, setEditing] = useState(false);
  if (editing) return <TitleForm chat={chat} title={title} onDone={() => setEditing(false)} />;
  return (
    <div className={classes["rename"]}>
      <h3 className={classes["title"]}>{title}</h3>
      <IconButton
        label={t("info.rename")}
        icon={<IconPencil size={18} />}
        size={36}
        onClick={() => setEditing(true)}
      />
    </div>
  );
}

function TitleForm({ chat, title, onDone }: RenameChatProps & { onDone: () => void }) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const failureText = useFailureText();
  const rename = useRenameChat(chat.id);
  const [value, setValue] = useState(title);
  const wanted = value.trim();
  const problem =
    wanted === ""
      ? t("info.nameRequired")
      : Array.from(wanted).length > TITLE_MAX
        ? t("info.nameTooLong", { max: TITLE_MAX })
        : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (problem !== null) return;
    if (wanted === title) onDone();
    else rename.mutate(wanted, { onSuccess: onDone });
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onDone();
  }

  return (
    <form className={classes["titleForm"]} onSubmit={submit} onKeyDown={onKey}>
      <TextInput
        label={t("info.name")}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        error={problem ?? (rename.error === null ? null : failureText(rename.error))}
        autoFocus
      />
      <div className={classes["titleButtons"]}>
        <Button variant="default" onClick={onDone}>
          {tCommon("cancel")}
        </Button>
        <Button type="submit" loading={rename.isPending} disabled={problem !== null}>
          {tCommon("save")}
        </Button>
      </div>
    </form>
  );
}
