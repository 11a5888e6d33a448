import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { Export, ExportTicket } from "@/api/types";

/** While it runs it is asked for again and again: the browser saves by itself and tells the page nothing. */
const WHILE_RUNNING_MS = 1_000;

/** `GET /users/me/export`: how far my last download of everything is. */
function exportQuery() {
  return queryOptions({
    queryKey: ["settings", "export"],
    queryFn: ({ signal }) => request<Export>("/api/users/me/export", { signal }),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? WHILE_RUNNING_MS : false),
  });
}

/** Whether it was asked for, or runs. */
export function isUnderWay(last: Export | undefined): boolean {
  return last?.stage === "waiting" || last?.stage === "running";
}

export function useExport() {
  return useQuery(exportQuery());
}

/** `POST /users/me/export`: the password opens one download. */
export function useAskExport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (password: string) =>
      request<ExportTicket>("/api/users/me/export", { method: "POST", body: { password } }),
    onSuccess: (ticket) => {
      queries.setQueryData(exportQuery().queryKey, { stage: "waiting", bytes: 0 });
      return ticket;
    },
  });
}
