import { Button } from "@mantine/core";
import { IconPhone, IconVideo } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Chat, User } from "@/api/types";
import { useCallLauncher } from "@/hooks/callLauncher";
import { paths } from "@/lib/paths";
import classes from "./InfoPane.module.css";

export interface PersonInfoProps {
  chat: Chat;
  user: User;
}

/** Whom I talk to in a direct chat. */
export function PersonInfo({ chat, user }: PersonInfoProps) {
  const { t } = useTranslation("chats");
  const launcher = useCallLauncher();
  const rows = [
    { name: t("info.login"), value: `@${user.login}` },
    { name: t("info.status"), value: user.statusText },
    { name: t("info.phone"), value: user.phone },
    { name: t("info.about"), value: user.about },
  ];
  return (
    <>
      {launcher !== null && user.mayCall !== false && (
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
