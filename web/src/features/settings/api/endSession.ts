import { useMutation, useQueryClient } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { SessionId } from "@/api/types";
import { sessionsQuery } from "./sessions";

/** Which of my sessions: one, or all but this one. */
export type SessionChoice = { kind: "one"; id: SessionId } | { kind: "others" };

/** `DELETE /auth/sessions/{id}` and `DELETE /auth/sessions`. */
function endSession(choice: SessionChoice): Promise<void> {
  const path = choice.kind === "one" ? `/api/auth/sessions/${choice.id}` : "/api/auth/sessions";
  return request(path, { method: "DELETE" });
}

export function useEndSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: endSession,
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsQuery().queryKey }),
  });
}
