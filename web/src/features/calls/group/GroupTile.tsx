import { Loader } from "@mantine/core";
import { IconMicrophoneOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { UserId } from "@/api/types";
import { UserAvatar } from "@/ui/UserAvatar";
import { usePerson } from "../screens/person";
import { PictureView } from "../screens/PictureView";
import classes from "./GroupScreen.module.css";

export interface GroupTileProps {
  userId: UserId;
  /** Instead of their name. */
  name?: string;
  muted: boolean;
  /** They are the one who speaks. `false` by default. */
  speaking?: boolean;
  /** They are expected, but nothing comes of them yet. `false` by default. */
  waiting?: boolean;
  /** Their picture; `null` by default. */
  stream?: MediaStream | null;
  /** A picture of another sort. */
  children?: ReactNode;
}

/** One person of a group call: their picture, or else their photo; their name, and whether they can be heard. */
export function GroupTile(props: GroupTileProps) {
  const { userId, muted, speaking = false, waiting = false, stream = null, children } = props;
  const { t } = useTranslation("calls");
  const person = usePerson(userId);
  const name = props.name ?? person.name;
  return (
    <li
      className={classes["tile"]}
      data-tile={userId}
      data-speaking={speaking || undefined}
      aria-label={speaking ? t("group.speaks", { name }) : name}
    >
      <UserAvatar id={person.id} name={person.name} src={person.avatarUrl} size={72} />
      {stream !== null && (
        <span className={classes["picture"]}>
          <PictureView stream={stream} label={t("group.picture", { name })} />
        </span>
      )}
      {children != null && <span className={classes["picture"]}>{children}</span>}
      <span className={classes["name"]}>
        {waiting && <Loader size={14} color="white" aria-hidden />}
        {muted && <IconMicrophoneOff size={16} aria-label={t("group.muted")} />}
        <span className={classes["nameText"]}>{name}</span>
      </span>
    </li>
  );
}
