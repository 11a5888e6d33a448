import { Avatar, Indicator } from "@mantine/core";

import { photoUrl } from "@/lib/photoUrl";
import { initialsOf, toneOf } from "./initials";

export interface UserAvatarProps {
  /** Whose photo; the colour stays with the id when the name changes. */
  id: string;
  /** For the initials and the alternative text. */
  name: string;
  /** The photo; initials without one. */
  src?: string | null | undefined;
  /** Pixels, 44 by default. */
  size?: number;
  /** A green dot. `false` by default. */
  online?: boolean;
}

/** A person's or chat's photo, or initials on a colour of their own. Decorative: name it in text. */
export function UserAvatar({ id, name, src = null, size = 44, online = false }: UserAvatarProps) {
  return (
    <Indicator
      color="green.5"
      position="bottom-end"
      offset={size / 7}
      size={Math.max(10, size / 4)}
      withBorder
      disabled={!online}
    >
      <Avatar
        src={photoUrl(src, size)}
        alt=""
        size={size}
        radius="50%"
        color={toneOf(id)}
        variant="filled"
        aria-hidden
      >
        {initialsOf(name)}
      </Avatar>
    </Indicator>
  );
}
