import type { ReactNode } from "react";
import { Title } from "@mantine/core";

import { useIsSimple } from "@/hooks/simpleMode";
import { UserAvatar } from "@/ui/UserAvatar";
import type { Person } from "./person";
import classes from "./Portrait.module.css";

export interface PortraitProps {
  person: Person;
  /** What is going on; read out when it changes. */
  status: ReactNode;
  /** Circles around the photo. `false` by default. */
  ringing?: boolean;
  /** More below the words. */
  children?: ReactNode;
}

/** The other person's photo and name, large, and the state of the call in words. */
export function Portrait({ person, status, ringing = false, children }: PortraitProps) {
  const size = useIsSimple() ? 220 : 136;
  return (
    <div className={classes["root"]}>
      <div className={classes["avatar"]} data-ringing={ringing || undefined}>
        <UserAvatar id={person.id} name={person.name} src={person.avatarUrl} size={size} />
      </div>
      <Title order={1} className={classes["name"]} size="h2">
        {person.name}
      </Title>
      <div className={classes["status"]} role="status">
        {status}
      </div>
      {children}
    </div>
  );
}
