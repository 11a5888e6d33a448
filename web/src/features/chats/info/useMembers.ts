import { useQuery } from "@tanstack/react-query";

import type { Chat, Member } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";

export interface MembersLoad {
  /** `undefined` while unknown. */
  members: Member[] | undefined;
  error: unknown;
  retry: () => void;
}

/** Everybody in a chat; those of a large one are not in its summary and are fetched. */
export function useMembers(chat: Chat): MembersLoad {
  const messenger = useMessenger();
  const query = useQuery({
    queryKey: ["chats", "members", chat.id],
    queryFn: async () => {
      await messenger.chats.load(chat.id);
      return true;
    },
    enabled: chat.members == null,
  });
  return {
    members: chat.members ?? undefined,
    error: query.error,
    retry: () => void query.refetch(),
  };
}
