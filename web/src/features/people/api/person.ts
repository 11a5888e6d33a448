import { queryOptions, useQuery } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { User, UserId } from "@/api/types";

/** `GET /users/{id}`. */
function fetchPerson(userId: UserId, signal: AbortSignal): Promise<User> {
  return request(`/api/users/${encodeURIComponent(userId)}`, { signal });
}

export function personQuery(userId: UserId) {
  return queryOptions({
    queryKey: ["people", "person", userId],
    queryFn: ({ signal }) => fetchPerson(userId, signal),
  });
}

/** `known` is what was heard of that person before: shown at once, until the answer comes. */
export function usePerson(userId: UserId, known: User | undefined) {
  return useQuery({
    ...personQuery(userId),
    ...(known === undefined ? {} : { placeholderData: known }),
  });
}
