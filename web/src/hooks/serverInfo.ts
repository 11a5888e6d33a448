import { queryOptions, useQuery } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { ServerInfo } from "@/api/types";

/** `GET /info`: who may register here, and whether the server sends mail. It changes only with a restart. */
function serverInfoQuery() {
  return queryOptions({
    queryKey: ["serverInfo"],
    queryFn: ({ signal }) => request<ServerInfo>("/api/info", { open: true, signal }),
    staleTime: 5 * 60_000,
    meta: { anybody: true },
  });
}

export function useServerInfo() {
  return useQuery(serverInfoQuery());
}
