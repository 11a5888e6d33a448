import { Button, Textarea, TextInput } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState, type FormEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import type { Chat } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { IconButton } from "@/ui/IconButton";
import { TITLE_MAX, useUpdateChat } from "../api/updateChat";
import { DESCRIPTION_MAX, titleProblem } from "../groups/titleRules";
import classes from "./InfoPane.module.css";

export interface EditChatProps {
  chat: Chat;
  /** What it is called now. */
  title: string;
}

/** The chat's name (of a group with what it is about) with the way to change it. */
export function EditChat({ chat, title }: EditChatProps) {
  const { t } = useTranslation(["groups", "chats"]);
  const [editing, setEditing] = useState(false);
  if (editing) return <EditForm chat={chat} title={title} onDone={() => setEditing(false)} />;
  return (
    <div className={classes["rename"]}>
      <h3 className={classes["title"]}>{title}</h3>
      <IconButton
        label={chat.kind === "group" ? t("groups:info.edit") : t("chats:info.rename")}
        icon={<IconPencil size={18} />}
        size={36}
        onClick={() => setEditing(true)}
      />
    </div>
  );
}

function EditForm({ chat, title, onDone }: EditChatProps & { onDone: () => void }) {
  const { t } = useTranslation(["groups", "chats", "common"]);
  const failureText = useFailureText();
  const update = useUpdateChat(chat.id);
  const [name, setName] = useState(title);
  const [description, setDescription] = useState(chat.description ?? "");
  const problem = titleProblem(name);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (problem !== null) return;
    const patch = {
      ...(name.trim() === title ? {} : { title: name.trim() }),
      ...(description.trim() === (chat.description ?? "")
        ? {}
        : { description: description.trim() }),
    };
    if (Object.keys(patch).length === 0) onDone();
    else update.mutate(patch, { onSuccess: onDone });
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onDone();
  }

  return (
    <form className={classes["titleForm"]} onSubmit={submit} onKeyDown={onKey}>
      <TextInput
        label={t("chats:info.name")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={
          problem !== null
            ? t(`chats:info.${problem}`, { max: TITLE_MAX })
            : update.error === null
              ? null
              : failureText(update.error)
        }
        autoFocus
      />
      {chat.kind === "group" && (
        <Textarea
          label={t("groups:info.description")}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          maxLength={DESCRIPTION_MAX}
          autosize
          minRows={2}
          maxRows={6}
        />
      )}
      <div className={classes["titleButtons"]}>
        <Button variant="default" onClick={onDone}>
          {t("common:cancel")}
        </Button>
        <Button type="submit" loading={update.isPending} disabled={problem !== null}>
          {t("common:save")}
        </Button>
      </div>
    </form>
  );
}
