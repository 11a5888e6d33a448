import { queryOptions } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { MailSettings, Me } from "@/api/types";

export interface ChangeEmailInput {
  /** Absent to have none. */
  email?: string;
  password: string;
}

/** `PUT /auth/email`: a letter asks to confirm it. */
export function changeEmail(input: ChangeEmailInput): Promise<Me> {
  return request("/api/auth/email", { method: "PUT", body: input });
}

/** `POST /auth/email/resend`. */
export function resendConfirmation(email: string): Promise<undefined> {
  return request("/api/auth/email/resend", { method: "POST", body: { email }, open: true });
}

/** `GET /auth/email/settings`. */
export function mailSettingsQuery() {
  return queryOptions({
    queryKey: ["settings", "mail"],
    queryFn: ({ signal }) => request<MailSettings>("/api/auth/email/settings", { signal }),
  });
}

/** `PUT /auth/email/settings`. */
export function saveMailSettings(settings: MailSettings): Promise<undefined> {
  return request("/api/auth/email/settings", { method: "PUT", body: settings });
}
