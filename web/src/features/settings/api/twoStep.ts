import { queryOptions } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { RecoveryCodes, TwoStep, TwoStepSecret } from "@/api/types";

/** `GET /auth/two-step`. */
export function twoStepQuery() {
  return queryOptions({
    queryKey: ["settings", "twoStep"],
    queryFn: ({ signal }) => request<TwoStep>("/api/auth/two-step", { signal }),
  });
}

/** `POST /auth/two-step/secret`: for an app; nothing is asked for yet. */
export function makeSecret(password: string): Promise<TwoStepSecret> {
  return request("/api/auth/two-step/secret", { method: "POST", body: { password } });
}

/** `POST /auth/two-step`: the first code turns it on. */
export function turnOn(code: string): Promise<RecoveryCodes> {
  return request("/api/auth/two-step", { method: "POST", body: { code } });
}

export interface PasswordAndCode {
  password: string;
  code: string;
}

/** `POST /auth/two-step/recovery-codes`. */
export function renewRecoveryCodes(input: PasswordAndCode): Promise<RecoveryCodes> {
  return request("/api/auth/two-step/recovery-codes", { method: "POST", body: input });
}

/** `POST /auth/two-step/off`. */
export function turnOff(input: PasswordAndCode): Promise<undefined> {
  return request("/api/auth/two-step/off", { method: "POST", body: input });
}
