import { queryOptions } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { AddPasskeyInput, List, Passkey, PasskeyOptions } from "@/api/types";

/** `GET /auth/passkeys`: mine, the newest first. */
export function passkeysQuery() {
  return queryOptions({
    queryKey: ["settings", "passkeys"],
    queryFn: ({ signal }) => request<List<Passkey>>("/api/auth/passkeys", { signal }),
  });
}

/** `POST /auth/passkeys/options`. */
export function planPasskey(password: string): Promise<PasskeyOptions> {
  return request("/api/auth/passkeys/options", { method: "POST", body: { password } });
}

/** `POST /auth/passkeys`. */
export function addPasskey(input: AddPasskeyInput): Promise<Passkey> {
  return request("/api/auth/passkeys", { method: "POST", body: input });
}

/** `PATCH /auth/passkeys/{id}`. */
export function renamePasskey({ id, name }: Pick<Passkey, "id" | "name">): Promise<Passkey> {
  return request(`/api/auth/passkeys/${id}`, { method: "PATCH", body: { name } });
}

/** `DELETE /auth/passkeys/{id}`. */
export function removePasskey(id: Passkey["id"]): Promise<undefined> {
  return request(`/api/auth/passkeys/${id}`, { method: "DELETE" });
}
