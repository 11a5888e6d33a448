import { IconCornerUpLeft, IconPencil, IconX } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { Chat, Message } from "@/api/types";
import { useDraftReply, useUser } from "@/hooks/chats";
import { useMessenger } from "@/hooks/messengerContext";
import { useMessages } from "@/hooks/timeline";
import { IconButton } from "@/ui/IconButton";
import classes from "./ActionStrip.module.css";
import { useMessageActions, useMessageMode } from "./messageActions";
import { useMessageGist } from "./messageGist";

export interface ActionStripProps {
  chat: Chat;
}

/** Over the composer: what is being edited or answered, and the way out of it. */
export function ActionStrip({ chat }: ActionStripProps) {
  const { t } = useTranslation("actions");
  const messenger = useMessenger();
  const actions = useMessageActions();
  const { editing } = useMessageMode();
  const replyTo = useDraftReply(chat.id);
  const ids = useMemo(() => (replyTo === null ? [] : [replyTo]), [replyTo]);
  const [answered] = useMessages(chat.id, ids);
  if (editing !== null) {
    return (
      <Strip
        message={editing.message}
        title={t("edit.title")}
        isEdit
        closeLabel={t("edit.cancel")}
        onClose={actions.leave}
      />
    );
  }
  if (replyTo === null) return null;
  return (
    <Strip
      message={answered ?? null}
      title={null}
      isEdit={false}
      closeLabel={t("reply.cancel")}
      onClose={() => messenger.chats.setReply(chat.id, null)}
    />
  );
}

interface StripProps {
  message: Message | null;
  /** `null`: names whom one answers. */
  title: string | null;
  isEdit: boolean;
  closeLabel: string;
  onClose: () => void;
}

function Strip({ message, title, isEdit, closeLabel, onClose }: StripProps) {
  const { t } = useTranslation("actions");
  const actions = useMessageActions();
  const gistOf = useMessageGist();
  const sender = useUser(message?.senderId);
  const Icon = isEdit ? IconPencil : IconCornerUpLeft;
  return (
    <div className={classes["root"]} role="status">
      <Icon size={22} stroke={1.75} className={classes["icon"]} aria-hidden />
      <button
        type="button"
        className={classes["words"]}
        disabled={message === null}
        onClick={() => message !== null && actions.jump({ seq: message.seq })}
      >
        <span className={classes["title"]}>
          {title ?? t("reply.to", { name: sender?.displayName ?? t("somebody") })}
        </span>
        <span className={classes["text"]}>
          {message === null ? t("reply.missing") : gistOf(message)}
        </span>
      </button>
      <IconButton label={closeLabel} icon={<IconX size={20} />} onClick={onClose} />
    </div>
  );
}
