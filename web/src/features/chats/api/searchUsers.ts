import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { List, User } from "@/api/types";

function searchUsers(q: string, signal: AbortSignal): Promise<List<User>> {
  return request("/api/users/search", { query: { q }, signal });
}

function searchOptions(q: string) {
  return queryOptions({
    queryKey: ["chats", "userSearch", q],
    queryFn: ({ signal }) => searchUsers(q, signal),
    placeholderData: keepPreviousData,
    // Nobody tells of newcomers: each list that opens asks anew.
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** People by name or login; asks nothing while `q` is empty. */
export function useUserSearch(q: string) {
  return useQuery({ ...searchOptions(q), enabled: q !== "" });
}
