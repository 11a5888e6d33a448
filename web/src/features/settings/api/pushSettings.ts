import { queryOptions } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { PushSettings } from "@/api/types";

/** `GET /push/settings`: how I want to be told things, on all my devices. */
export function pushSettingsQuery() {
  return queryOptions({
    queryKey: ["settings", "push"],
    queryFn: ({ signal }) => request<PushSettings>("/api/push/settings", { signal }),
  });
}

/** `PUT /push/settings`. */
export function savePushSettings(settings: PushSettings): Promise<undefined> {
  return request("/api/push/settings", { method: "PUT", body: settings });
}
