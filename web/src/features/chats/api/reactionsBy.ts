import { useInfiniteQuery } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { List, Message, ReactionBy } from "@/api/types";

/** Who answered a message with which sign. Asked anew whenever the signs have changed. */
export function useReactionsBy(message: Message) {
  return useInfiniteQuery({
    queryKey: ["messages", "reactions", message.id, message.rev],
    queryFn: ({ pageParam, signal }) =>
      request<List<ReactionBy>>(`/api/messages/${message.id}/reactions`, {
        query: { cursor: pageParam, limit: 100 },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  });
}
