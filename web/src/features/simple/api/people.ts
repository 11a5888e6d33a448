import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { List, User } from "@/api/types";

const FIRST = 50;

/** Whom a name or login finds; the first of everybody while nothing is searched for. */
export function peopleToChooseQuery(query: string) {
  return queryOptions({
    queryKey: ["people", "toChoose", query],
    queryFn: ({ signal }) =>
      query === ""
        ? request<List<User>>("/api/users", { query: { limit: FIRST }, signal })
        : request<List<User>>("/api/users/search", { query: { q: query }, signal }),
    placeholderData: keepPreviousData,
    // Nobody tells of newcomers: each list that opens asks anew.
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
}
