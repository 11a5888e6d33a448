import { Loader, UnstyledButton } from "@mantine/core";

import type { User } from "@/api/types";
import { usePresence } from "@/hooks/chats";
import { UserAvatar } from "@/ui/UserAvatar";
import classes from "./PersonRow.module.css";

export interface PersonRowProps {
  user: User;
  /** The chat with this person is being opened. `false` by default. */
  busy?: boolean;
  /** Another choice is on its way. `false` by default. */
  disabled?: boolean;
  onChoose: () => void;
}

/** A person to choose. */
export function PersonRow({ user, busy = false, disabled = false, onChoose }: PersonRowProps) {
  const presence = usePresence(user.id);
  const online = presence === null ? user.online : presence.online;
  return (
    <UnstyledButton className={classes["root"]} onClick={onChoose} disabled={disabled}>
      <UserAvatar id={user.id} name={user.displayName} src={user.avatarUrl} online={online} />
      <span className={classes["text"]}>
        <span className={classes["name"]}>{user.displayName}</span>
        <span className={classes["login"]}>{user.statusText || `@${user.login}`}</span>
      </span>
      {busy && <Loader size="sm" />}
    </UnstyledButton>
  );
}
