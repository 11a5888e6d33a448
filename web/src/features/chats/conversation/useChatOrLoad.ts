import { useQuery } from "@tanstack/react-query";

import { FailureError, type Failure } from "@/api/failure";
import type { Chat, ChatId } from "@/api/types";
import { useChat } from "@/hooks/chats";
import { useMessenger } from "@/hooks/messengerContext";

export type ChatLoad =
  | { phase: "ready"; chat: Chat }
  | { phase: "loading" }
  /** No such chat, or not mine. */
  | { phase: "missing" }
  | { phase: "failed"; failure: Failure; retry: () => void };

/** A chat of the list, or one that a deep link names and that must be fetched first. */
export function useChatOrLoad(chatId: ChatId): ChatLoad {
  const messenger = useMessenger();
  const chat = useChat(chatId);
  const query = useQuery({
    queryKey: ["chats", "load", chatId],
    queryFn: async () => {
      await messenger.chats.load(chatId);
      return true;
    },
    enabled: chat === undefined,
    gcTime: 0,
    staleTime: 0,
  });
  if (chat !== undefined) return { phase: "ready", chat };
  if (!(query.error instanceof FailureError)) return { phase: "loading" };
  const { failure } = query.error;
  const isMissing =
    failure.kind === "problem" && (failure.status === 404 || failure.code === "not_found");
  if (isMissing) return { phase: "missing" };
  return { phase: "failed", failure, retry: () => void query.refetch() };
}
