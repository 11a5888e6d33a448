import { useInfiniteQuery } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { ChatId, FoundMessage, List } from "@/api/types";

/** What a message holds, as the server's search knows it. */
export type Having = "photo" | "file" | "link" | "voice";

const PAGE = 40;

/** Messages of a chat that hold something, newest first, page by page. */
export function useShared(chatId: ChatId, has: Having) {
  return useInfiniteQuery({
    queryKey: ["chats", "shared", chatId, has],
    queryFn: ({ pageParam, signal }) =>
      request<List<FoundMessage>>("/api/search/messages", {
        query: { chatId, has, limit: PAGE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor ?? null,
    // New ones come with every message.
    staleTime: 0,
  });
}
