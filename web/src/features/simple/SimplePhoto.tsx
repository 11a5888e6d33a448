import { Avatar } from "@mantine/core";

import type { User } from "@/api/types";
import { photoUrl } from "@/lib/photoUrl";
import { initialsOf, toneOf } from "@/ui/initials";
import classes from "./SimplePhoto.module.css";

export interface SimplePhotoProps {
  user: User;
  name: string;
}

/** Larger than any photo list shows. */
const WHOLE = 512;

/** A photo as large as its place, or initials. Decorative: name it in text. */
export function SimplePhoto({ user, name }: SimplePhotoProps) {
  return (
    <Avatar
      src={photoUrl(user.avatarUrl, WHOLE)}
      alt=""
      size="100%"
      radius="lg"
      color={toneOf(user.id)}
      variant="filled"
      classNames={{ root: classes["root"] ?? "", placeholder: classes["initials"] ?? "" }}
      aria-hidden
    >
      {initialsOf(name)}
    </Avatar>
  );
}
