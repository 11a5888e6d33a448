import { notifications } from "@mantine/notifications";
import { IconMessage, IconPhone, IconVideo } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import type { Member } from "@/api/types";
import { useCallLauncher } from "@/hooks/callLauncher";
import { usePresence } from "@/hooks/chats";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { IconButton } from "@/ui/IconButton";
import { UserAvatar } from "@/ui/UserAvatar";
import { usePresenceText } from "../chatWords";
import classes from "./InfoPane.module.css";

export interface MemberRowProps {
  member: Member;
  /** The server's time. */
  now: number;
}

/** A member, with the ways to reach them alone. */
export function MemberRow({ member, now }: MemberRowProps) {
  const { t } = useTranslation("chats");
  const { user, role } = member;
  const me = useMe();
  const messenger = useMessenger();
  const navigate = useNavigate();
  const launcher = useCallLauncher();
  const failureText = useFailureText();
  const presence = usePresence(user.id);
  const presenceText = usePresenceText()(presence, now);
  const [opening, setOpening] = useState(false);
  const isMe = user.id === me.id;
  const name = user.displayName;

  async function write(): Promise<void> {
    setOpening(true);
    try {
      const chatId = await messenger.chats.openDirect(user.id);
      void navigate(paths.chat(chatId));
    } catch (caught) {
      notifications.show({ message: failureText(caught), color: "red" });
      setOpening(false);
    }
  }

  return (
    <div className={classes["member"]}>
      <UserAvatar
        id={user.id}
        name={name}
        src={user.avatarUrl}
        online={presence?.online === true && !presence.away}
      />
      <span className={classes["memberText"]}>
        <span className={classes["memberName"]}>
          {name}
          {role !== "member" && <span className={classes["role"]}>{t(`info.role.${role}`)}</span>}
        </span>
        <span className={classes["memberNote"]}>{isMe ? t("info.you") : presenceText}</span>
      </span>
      {!isMe && (
        <span className={classes["memberActions"]}>
          <IconButton
            label={t("info.write", { name })}
            icon={<IconMessage size={20} stroke={1.75} />}
            size={38}
            color="green"
            loading={opening}
            onClick={() => void write()}
          />
          {launcher !== null && (
            <>
              <IconButton
                label={t("info.audioCall", { name })}
                icon={<IconPhone size={20} stroke={1.75} />}
                size={38}
                color="green"
                onClick={() => launcher.start({ userId: user.id }, "audio")}
              />
              <IconButton
                label={t("info.videoCall", { name })}
                icon={<IconVideo size={20} stroke={1.75} />}
                size={38}
                color="green"
                onClick={() => launcher.start({ userId: user.id }, "video")}
              />
            </>
          )}
        </span>
      )}
    </div>
  );
}
