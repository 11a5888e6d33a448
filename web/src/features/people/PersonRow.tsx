import { Skeleton, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";

import type { User } from "@/api/types";
import { useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { UserAvatar } from "@/ui/UserAvatar";
import { usePresenceText } from "./usePresenceText";
import classes from "./PersonRow.module.css";

export interface PersonRowProps {
  user: User;
}

/** A line of the directory: leads to that person's page. */
export function PersonRow({ user }: PersonRowProps) {
  const { t } = useTranslation("people");
  const me = useMe();
  const presence = usePresenceText(user);
  const isMe = user.id === me.id;
  return (
    <NavLink to={paths.person(user.id)} className={classes["row"] ?? ""}>
      <UserAvatar
        id={user.id}
        name={user.displayName}
        src={user.avatarUrl}
        size={48}
        online={!isMe && presence.active}
      />
      <div className={classes["words"]}>
        <Text fw={500} truncate>
          {user.displayName}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          <span className={classes["presence"]} data-active={!isMe && presence.active}>
            {isMe ? t("you") : presence.text}
          </span>{" "}
          · @{user.login}
        </Text>
      </div>
    </NavLink>
  );
}

/** In the place of a line that is still being fetched. */
export function PersonRowSkeleton() {
  return (
    <div className={classes["row"]} aria-hidden="true">
      <Skeleton circle height={48} width={48} />
      <div className={classes["words"]}>
        <Skeleton height={14} width="45%" mb={10} />
        <Skeleton height={10} width="70%" />
      </div>
    </div>
  );
}
