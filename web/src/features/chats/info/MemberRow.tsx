import { Menu, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import {
  IconCrown,
  IconDotsVertical,
  IconMessage,
  IconPhone,
  IconShieldMinus,
  IconShieldPlus,
  IconUser,
  IconUserMinus,
  IconVideo,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import type { Chat, Member } from "@/api/types";
import { useCallLauncher } from "@/hooks/callLauncher";
import { usePresence } from "@/hooks/chats";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { UserAvatar } from "@/ui/UserAvatar";
import { useChangeRole } from "../api/members";
import { usePresenceText } from "../chatWords";
import { memberActions } from "../groups/rights";
import classes from "./InfoPane.module.css";
import { MemberQuestion, type MemberAsked } from "./MemberQuestion";

export interface MemberRowProps {
  chat: Chat;
  member: Member;
  /** The server's time. */
  now: number;
}

/** A member; behind the row the ways to reach them alone and what I may do to them here. */
export function MemberRow({ chat, member, now }: MemberRowProps) {
  const { t } = useTranslation(["groups", "chats"]);
  const me = useMe();
  const { user, role } = member;
  const presence = usePresence(user.id);
  const presenceText = usePresenceText()(presence, now);
  const [asked, setAsked] = useState<MemberAsked | null>(null);
  const isMe = user.id === me.id;
  const words = (
    <>
      <UserAvatar
        id={user.id}
        name={user.displayName}
        src={user.avatarUrl}
        online={!isMe && presence?.online === true && !presence.away}
      />
      <span className={classes["memberText"]}>
        <span className={classes["memberName"]}>
          {user.displayName}
          {role !== "member" && (
            <span className={classes["role"]}>{t(`chats:info.role.${role}`)}</span>
          )}
        </span>
        <span className={classes["memberNote"]}>{isMe ? t("chats:info.you") : presenceText}</span>
      </span>
    </>
  );
  if (isMe) return <div className={classes["member"]}>{words}</div>;
  return (
    <>
      <Menu position="bottom-end" width={260} shadow="lg">
        <Menu.Target>
          <UnstyledButton
            className={`${classes["member"] ?? ""} ${classes["memberButton"] ?? ""}`}
            aria-label={t("groups:info.memberMenu", { name: user.displayName })}
          >
            {words}
            <IconDotsVertical className={classes["memberDots"]} size={20} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <MemberItems chat={chat} member={member} onAsk={setAsked} />
        </Menu.Dropdown>
      </Menu>
      <MemberQuestion chat={chat} user={user} asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}

interface MemberItemsProps {
  chat: Chat;
  member: Member;
  onAsk: (asked: MemberAsked) => void;
}

function MemberItems({ chat, member, onAsk }: MemberItemsProps) {
  const { t } = useTranslation(["groups", "chats"]);
  const { user } = member;
  const me = useMe();
  const messenger = useMessenger();
  const navigate = useNavigate();
  const launcher = useCallLauncher();
  const failureText = useFailureText();
  const changeRole = useChangeRole(chat.id);
  const actions = memberActions(chat, member, me.id);

  function tell(caught: unknown): void {
    notifications.show({ message: failureText(caught), color: "red" });
  }

  async function write(): Promise<void> {
    try {
      void navigate(paths.chat(await messenger.chats.openDirect(user.id)));
    } catch (caught) {
      tell(caught);
    }
  }

  return (
    <>
      {user.mayMessage !== false && (
        <Menu.Item leftSection={<IconMessage size={18} />} onClick={() => void write()}>
          {t("chats:info.writeShort")}
        </Menu.Item>
      )}
      {launcher !== null && user.mayCall !== false && (
        <>
          <Menu.Item
            leftSection={<IconPhone size={18} />}
            onClick={() => launcher.start({ userId: user.id }, "audio")}
          >
            {t("chats:info.call")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconVideo size={18} />}
            onClick={() => launcher.start({ userId: user.id }, "video")}
          >
            {t("chats:header.videoCall")}
          </Menu.Item>
        </>
      )}
      <Menu.Item component={Link} to={paths.person(user.id)} leftSection={<IconUser size={18} />}>
        {t("groups:info.openProfile")}
      </Menu.Item>
      {actions.length > 0 && <Menu.Divider />}
      {actions.map((action) => {
        switch (action) {
          case "promote":
          case "demote":
            return (
              <Menu.Item
                key={action}
                leftSection={
                  action === "promote" ? (
                    <IconShieldPlus size={18} />
                  ) : (
                    <IconShieldMinus size={18} />
                  )
                }
                onClick={() =>
                  changeRole.mutate(
                    { userId: user.id, role: action === "promote" ? "admin" : "member" },
                    { onError: tell },
                  )
                }
              >
                {t(`groups:info.${action}`)}
              </Menu.Item>
            );
          case "handOver":
            return (
              <Menu.Item
                key={action}
                leftSection={<IconCrown size={18} />}
                onClick={() => onAsk(action)}
              >
                {t("groups:info.handOver")}
              </Menu.Item>
            );
          case "remove":
            return (
              <Menu.Item
                key={action}
                color="red"
                c="var(--mantine-color-error)"
                leftSection={<IconUserMinus size={18} />}
                onClick={() => onAsk(action)}
              >
                {t("groups:info.remove")}
              </Menu.Item>
            );
        }
      })}
    </>
  );
}
