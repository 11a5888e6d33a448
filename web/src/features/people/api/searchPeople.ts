import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { List, User } from "@/api/types";

/** `GET /users/search`: by login, name or UID. */
function searchPeople(query: string, signal: AbortSignal): Promise<List<User>> {
  return request("/api/users/search", { query: { q: query }, signal });
}

export function searchPeopleQuery(query: string) {
  return queryOptions({
    queryKey: ["people", "search", query],
    queryFn: ({ signal }) => searchPeople(query, signal),
    placeholderData: keepPreviousData,
    // Nobody tells of newcomers: each list that opens asks anew.
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** Nothing is asked while the query is empty. */
export function useSearchPeople(query: string) {
  return useQuery({ ...searchPeopleQuery(query), enabled: query !== "" });
}
