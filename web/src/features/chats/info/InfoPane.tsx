import { Button, Loader } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowLeft, IconPhone, IconVideo, IconX } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Chat, User } from "@/api/types";
import { useCallLauncher } from "@/hooks/callLauncher";
import { usePresence } from "@/hooks/chats";
import { useFailureText } from "@/hooks/failureText";
import { useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { peerOf } from "@/realtime/selectors";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { ChatAvatar } from "../ChatAvatar";
import { useChatTitle, usePresenceText } from "../chatWords";
import { THREE_PANES } from "../screenSizes";
import { useServerNow } from "../useServerNow";
import classes from "./InfoPane.module.css";
import { MemberRow } from "./MemberRow";
import { RenameChat } from "./RenameChat";
import { useMembers } from "./useMembers";

export interface InfoPaneProps {
  chat: Chat;
  onClose: () => void;
}

/** About a chat: who is in it and what can be changed. A third pane, or in the chat's place. */
export function InfoPane({ chat, onClose }: InfoPaneProps) {
  const { t } = useTranslation("chats");
  const me = useMe();
  const heading = useRef<HTMLHeadingElement>(null);
  const isBeside = useMediaQuery(THREE_PANES, true, { getInitialValueInEffect: false });
  const title = useChatTitle()(chat);
  const peer = peerOf(chat, me.id);
  const canRename = chat.kind === "family" && chat.role !== "member";

  useEffect(() => heading.current?.focus(), []);

  return (
    <aside className={classes["root"]} aria-label={t("info.title")}>
      <header className={classes["bar"]}>
        <IconButton
          label={t("info.close")}
          icon={isBeside ? <IconX size={22} /> : <IconArrowLeft size={24} />}
          onClick={onClose}
        />
        <h2 className={classes["barTitle"]} ref={heading} tabIndex={-1}>
          {t("info.title")}
        </h2>
      </header>
      <div className={classes["content"]}>
        <div className={classes["who"]}>
          <ChatAvatar chat={chat} size={104} />
          {canRename ? (
            <RenameChat chat={chat} title={title} />
          ) : (
            <h3 className={classes["title"]}>{title}</h3>
          )}
          {peer === null ? (
            <p className={classes["note"]}>{t("members", { count: chat.memberCount })}</p>
          ) : (
            <PeerPresence user={peer} />
          )}
        </div>
        {peer === null ? <Members chat={chat} /> : <Person chat={chat} user={peer} />}
      </div>
    </aside>
  );
}

function PeerPresence({ user }: { user: User }) {
  const now = useServerNow();
  const text = usePresenceText()(usePresence(user.id), now);
  return text === null ? null : <p className={classes["note"]}>{text}</p>;
}

function Person({ chat, user }: { chat: Chat; user: User }) {
  const { t } = useTranslation("chats");
  const launcher = useCallLauncher();
  const rows = [
    { name: t("info.login"), value: `@${user.login}` },
    { name: t("info.status"), value: user.statusText },
  ];
  return (
    <>
      {launcher !== null && (
        <div className={classes["actions"]}>
          <Button
            variant="light"
            leftSection={<IconPhone size={18} />}
            onClick={() => launcher.start({ chatId: chat.id }, "audio")}
          >
            {t("info.call")}
          </Button>
          <Button
            variant="light"
            leftSection={<IconVideo size={18} />}
            onClick={() => launcher.start({ chatId: chat.id }, "video")}
          >
            {t("info.video")}
          </Button>
        </div>
      )}
      <dl className={classes["details"]}>
        {rows.map(
          ({ name, value }) =>
            value != null &&
            value !== "" && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <Button component={Link} to={paths.person(user.id)} variant="subtle" fullWidth>
        {t("info.profile")}
      </Button>
    </>
  );
}

function Members({ chat }: { chat: Chat }) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const failureText = useFailureText();
  const { members, error, retry } = useMembers(chat);
  const now = useServerNow();
  return (
    <section>
      <p className={classes["note"]}>{t("info.familyNote")}</p>
      <h3 className={classes["section"]}>{t("info.members")}</h3>
      {members !== undefined ? (
        <ul className={classes["members"]} role="list" aria-label={t("info.members")}>
          {members.map((member) => (
            <li key={member.user.id}>
              <MemberRow member={member} now={now} />
            </li>
          ))}
        </ul>
      ) : error !== null ? (
        <ErrorState
          title={t("info.membersFailed")}
          text={failureText(error)}
          actionLabel={tCommon("retry")}
          onAction={retry}
        />
      ) : (
        <Loader size="sm" aria-label={tCommon("loading")} />
      )}
    </section>
  );
}
