import { queryOptions, useQuery } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { MyData } from "@/api/types";

/** `GET /users/me/data`: what the server holds of me. Counted anew each time, so not asked for by itself. */
function myDataQuery() {
  return queryOptions({
    queryKey: ["settings", "data"],
    queryFn: ({ signal }) => request<MyData>("/api/users/me/data", { signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
}

export function useMyData() {
  return useQuery(myDataQuery());
}
