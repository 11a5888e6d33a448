import { useInfiniteQuery } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { ChatId, FoundMessage, List, UserId } from "@/api/types";

export type MessageHas = "file" | "link" | "photo" | "voice";

export interface MessageSearch {
  /** May be empty where `has` is there. */
  text: string;
  chatId: ChatId | null;
  from: UserId | null;
  has: MessageHas | null;
  /** Local days, `YYYY-MM-DD`. */
  after: string | null;
  before: string | null;
}

export const NO_SEARCH: MessageSearch = {
  text: "",
  chatId: null,
  from: null,
  has: null,
  after: null,
  before: null,
};

/** There is something to look for. */
export function isSearch({ text, has }: MessageSearch): boolean {
  return text.trim().length >= 2 || has !== null;
}

/** Messages that were found, the newest first. */
export function useMessageSearch(search: MessageSearch) {
  const { text, chatId, from, has, after, before } = search;
  return useInfiniteQuery({
    queryKey: ["messages", "search", search],
    queryFn: ({ pageParam, signal }) =>
      request<List<FoundMessage>>("/api/search/messages", {
        query: {
          q: text.trim() === "" ? undefined : text.trim(),
          chatId,
          from,
          has,
          after: after === null ? undefined : startOfDay(after, 0),
          before: before === null ? undefined : startOfDay(before, 1),
          cursor: pageParam,
          limit: 30,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    enabled: isSearch(search),
    placeholderData: (shown) => shown,
  });
}

/** The beginning of a local day, or of one some days later, as the server's time. */
function startOfDay(day: string, later: number): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + later);
  return date.toISOString();
}
