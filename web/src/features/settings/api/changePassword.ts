import { useMutation, useQueryClient } from "@tanstack/react-query";

import { request } from "@/api/client";
import { sessionsQuery } from "./sessions";

export interface ChangePasswordInput {
  oldPassword: string;
  newPassword: string;
}

/** `POST /auth/password`: ends all other sessions. */
function changePassword(input: ChangePasswordInput): Promise<void> {
  return request("/api/auth/password", { method: "POST", body: input });
}

export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: changePassword,
    onSuccess: () => queries.invalidateQueries({ queryKey: sessionsQuery().queryKey }),
  });
}
