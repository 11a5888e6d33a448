import { Avatar } from "@mantine/core";
import { IconBookmarkFilled, IconHome } from "@tabler/icons-react";

import type { Chat } from "@/api/types";
import { usePresence } from "@/hooks/chats";
import { useMe } from "@/hooks/session";
import { peerOf } from "@/realtime/selectors";
import { UserAvatar } from "@/ui/UserAvatar";
import { useChatTitle } from "./chatWords";

export interface ChatAvatarProps {
  chat: Chat;
  /** Pixels, 44 by default. */
  size?: number;
}

/** The other person's photo with the green dot, the group's photo, the family's house, the sign of what I saved. Decorative. */
export function ChatAvatar({ chat, size = 44 }: ChatAvatarProps) {
  const peer = peerOf(chat, useMe().id);
  const presence = usePresence(peer?.id);
  const title = useChatTitle()(chat);
  if (peer !== null) {
    return (
      <UserAvatar
        id={peer.id}
        name={title}
        src={peer.avatarUrl}
        size={size}
        online={presence?.online === true && !presence.away}
      />
    );
  }
  if (chat.kind === "saved") {
    return (
      <Avatar size={size} radius="50%" color="cyan.8" variant="filled" aria-hidden>
        <IconBookmarkFilled size={size * 0.5} />
      </Avatar>
    );
  }
  if (chat.kind === "family" && chat.avatarUrl == null) {
    return (
      <Avatar size={size} radius="50%" color="green.8" variant="filled" aria-hidden>
        <IconHome size={size * 0.55} stroke={1.75} />
      </Avatar>
    );
  }
  return <UserAvatar id={chat.id} name={title} src={chat.avatarUrl} size={size} />;
}
