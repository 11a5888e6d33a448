import { infiniteQueryOptions } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { CallReport, List } from "@/api/types";
import type { ReportFilter } from "../callVerdict";

const PAGE_SIZE = 50;

/** `GET /admin/calls`: how everybody's calls were, the newest first. */
export function callReportsQuery(filter: ReportFilter) {
  return infiniteQueryOptions({
    queryKey: ["settings", "callReports", filter],
    queryFn: ({ pageParam, signal }) =>
      request<List<CallReport>>("/api/admin/calls", {
        query: { mark: filter === "poor" ? "poor" : null, cursor: pageParam, limit: PAGE_SIZE },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor ?? null,
  });
}
