import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { List, User } from "@/api/types";

const PAGE = 50;

/** `GET /users`: everybody on the server, in the order of their logins. */
function fetchDirectory(cursor: string | null, signal: AbortSignal): Promise<List<User>> {
  return request("/api/users", { query: { cursor, limit: PAGE }, signal });
}

export function directoryQuery() {
  return infiniteQueryOptions({
    queryKey: ["people", "directory"],
    queryFn: ({ pageParam, signal }) => fetchDirectory(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor ?? undefined,
    // Nobody tells of newcomers: each list that opens asks anew.
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
}

export function useDirectory() {
  return useInfiniteQuery(directoryQuery());
}
