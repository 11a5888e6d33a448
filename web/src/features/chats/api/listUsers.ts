import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { List, User } from "@/api/types";

function listUsers(cursor: string | null, signal: AbortSignal): Promise<List<User>> {
  return request("/api/users", { query: { cursor, limit: 50 }, signal });
}

const directoryOptions = infiniteQueryOptions({
  queryKey: ["chats", "directory"],
  queryFn: ({ pageParam, signal }) => listUsers(pageParam, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page: List<User>) => page.cursor ?? null,
  // Nobody tells of newcomers: each list that opens asks anew.
  staleTime: 0,
  refetchOnWindowFocus: false,
});

/** Everybody on the server, page by page. */
export function useDirectory(enabled: boolean) {
  return useInfiniteQuery({ ...directoryOptions, enabled });
}
