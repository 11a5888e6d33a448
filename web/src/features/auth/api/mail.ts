import { queryOptions } from "@tanstack/react-query";

import { request } from "@/api/client";
import { FailureError } from "@/api/failure";
import type { Resettable } from "@/api/types";

/** `POST /auth/password/forgot`: says nothing of whose the address is. */
export function forgotPassword(email: string): Promise<undefined> {
  return request("/api/auth/password/forgot", { method: "POST", body: { email }, open: true });
}

export interface ResetPasswordInput {
  /** Out of the link. */
  token: string;
  newPassword: string;
}

/** `POST /auth/password/reset`: uses the link up and ends all sessions. */
export function resetPassword(input: ResetPasswordInput): Promise<undefined> {
  return request("/api/auth/password/reset", { method: "POST", body: input, open: true });
}

/** `POST /auth/password/reset/check`: whose password the link may set; it stays good. */
export function resettableQuery(token: string) {
  return queryOptions({
    queryKey: ["auth", "reset", token],
    queryFn: ({ signal }) =>
      request<Resettable>("/api/auth/password/reset/check", {
        method: "POST",
        body: { token },
        open: true,
        signal,
      }),
    // Asked once: never while the form below it is being filled in, or after the link is used up.
    staleTime: Infinity,
    meta: { anybody: true },
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: (count, error) => !isLinkUnknown(error) && count < 2,
  });
}

/** `POST /auth/email/verify`. */
export function confirmEmail(token: string): Promise<undefined> {
  return request("/api/auth/email/verify", { method: "POST", body: { token }, open: true });
}

/** Whether the link was used, has run out, or never was. */
export function isLinkUnknown(error: Error): boolean {
  return (
    error instanceof FailureError &&
    error.failure.kind === "problem" &&
    error.failure.code === "link_unknown"
  );
}
