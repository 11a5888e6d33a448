import { Modal } from "@mantine/core";
import { IconCheck, IconChecks, IconClock } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Chat, Member, Message } from "@/api/types";
import { useMe } from "@/hooks/session";
import { dateOf, timeOf } from "@/lib/moments";
import { UserAvatar } from "@/ui/UserAvatar";
import { useMembers } from "../info/useMembers";
import { useServerNow } from "../useServerNow";
import { receiptsOf } from "./receipts";
import classes from "./ReceiptsSheet.module.css";

export interface ReceiptsSheetProps {
  chat: Chat;
  /** A message of mine; `null`: closed. */
  message: Message | null;
  onClose: () => void;
}

/** Who has read a message, who has only received it, and who has not. */
export function ReceiptsSheet({ chat, message, onClose }: ReceiptsSheetProps) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const [shown, setShown] = useState(message);
  if (message !== null && message !== shown) setShown(message);
  return (
    <Modal
      opened={message !== null}
      onClose={onClose}
      title={t("receipts.title")}
      size="sm"
      centered
      closeButtonProps={{ "aria-label": tCommon("close") }}
    >
      {shown !== null && <Receipts chat={chat} message={shown} />}
    </Modal>
  );
}

function Receipts({ chat, message }: { chat: Chat; message: Message }) {
  const { t, i18n } = useTranslation("chats");
  const me = useMe();
  const now = useServerNow();
  useMembers(chat);
  const receipts = receiptsOf(chat, message.seq, me.id);
  const sent = Date.parse(message.createdAt);
  const moment = `${dateOf(sent, now, i18n.language)}, ${timeOf(sent, i18n.language)}`;
  return (
    <div className={classes["root"]}>
      <p className={classes["sent"]}>{t("receipts.sentAt", { moment })}</p>
      <People
        icon={<IconChecks size={18} className={classes["read"]} aria-hidden />}
        title={t("receipts.read", { count: receipts.read.length })}
        members={receipts.read}
      />
      <People
        icon={<IconCheck size={18} aria-hidden />}
        title={t("receipts.delivered", { count: receipts.delivered.length })}
        members={receipts.delivered}
      />
      <People
        icon={<IconClock size={18} aria-hidden />}
        title={t("receipts.waiting", { count: receipts.waiting.length })}
        members={receipts.waiting}
      />
    </div>
  );
}

interface PeopleProps {
  icon: React.ReactNode;
  title: string;
  members: Member[];
}

function People({ icon, title, members }: PeopleProps) {
  if (members.length === 0) return null;
  return (
    <section>
      <h3 className={classes["title"]}>
        {icon}
        {title}
      </h3>
      <ul className={classes["people"]} role="list">
        {members.map(({ user }) => (
          <li key={user.id} className={classes["person"]}>
            <UserAvatar id={user.id} name={user.displayName} src={user.avatarUrl} size={32} />
            {user.displayName}
          </li>
        ))}
      </ul>
    </section>
  );
}
