import { Modal, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconList, IconPin, IconPinnedOff } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Chat, Message, MessageId } from "@/api/types";
import { useUser } from "@/hooks/chats";
import { useMe } from "@/hooks/session";
import { useMessages } from "@/hooks/timeline";
import { IconButton } from "@/ui/IconButton";
import classes from "./PinnedBar.module.css";
import { useMessageActions } from "./messageActions";
import { useMessageGist } from "./messageGist";
import { messageRights } from "./messageRights";

export interface PinnedBarProps {
  chat: Chat;
}

/** The pinned messages of a chat: one in a line, the next one at each press, all of them in a list. */
export function PinnedBar({ chat }: PinnedBarProps) {
  const ids = chat.pinnedIds ?? NONE;
  return ids.length === 0 ? null : <Pins chat={chat} ids={ids} />;
}

const NONE: MessageId[] = [];

function Pins({ chat, ids }: { chat: Chat; ids: readonly MessageId[] }) {
  const { t } = useTranslation("actions");
  const { t: tCommon } = useTranslation();
  const actions = useMessageActions();
  const gistOf = useMessageGist();
  const me = useMe();
  const [at, setAt] = useState(0);
  const [listed, list] = useDisclosure(false);
  const index = at % ids.length;
  const found = useMessages(chat.id, ids);
  const message = found[index];
  const all = useMemo(
    () => found.filter((one): one is Message => one != null && one.deletedAt == null),
    [found],
  );
  const mayUnpin = message != null && messageRights(message, chat, me.id).pin;

  return (
    <div className={classes["root"]}>
      <IconPin size={20} className={classes["icon"]} aria-hidden />
      <UnstyledButton
        className={classes["words"]}
        onClick={() => {
          const id = ids[index];
          if (id !== undefined) actions.jump({ id });
          setAt(index + 1);
        }}
      >
        <span className={classes["title"]}>
          {ids.length === 1 ? t("pins.one") : t("pins.of", { place: index + 1, count: ids.length })}
        </span>
        <span className={classes["text"]}>
          {message == null ? t("pins.unseen") : gistOf(message)}
        </span>
      </UnstyledButton>
      {ids.length > 1 ? (
        <IconButton label={t("pins.all")} icon={<IconList size={20} />} onClick={list.open} />
      ) : (
        mayUnpin && (
          <IconButton
            label={t("menu.unpin")}
            icon={<IconPinnedOff size={20} />}
            onClick={() => actions.pin(message, false)}
          />
        )
      )}
      <Modal
        opened={listed && ids.length > 0}
        onClose={list.close}
        title={t("pins.title", { count: ids.length })}
        closeButtonProps={{ "aria-label": tCommon("close") }}
      >
        <ul className={classes["list"]} role="list">
          {all.map((one) => (
            <li key={one.id} className={classes["row"]}>
              <UnstyledButton
                className={classes["words"]}
                onClick={() => {
                  list.close();
                  actions.jump({ seq: one.seq });
                }}
              >
                <Sender userId={one.senderId} />
                <span className={classes["text"]}>{gistOf(one)}</span>
              </UnstyledButton>
              {messageRights(one, chat, me.id).pin && (
                <IconButton
                  label={t("menu.unpin")}
                  icon={<IconPinnedOff size={20} />}
                  onClick={() => actions.pin(one, false)}
                />
              )}
            </li>
          ))}
        </ul>
      </Modal>
    </div>
  );
}

function Sender({ userId }: { userId: string }) {
  const { t } = useTranslation("actions");
  return <span className={classes["title"]}>{useUser(userId)?.displayName ?? t("somebody")}</span>;
}
