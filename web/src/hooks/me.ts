import { request } from "@/api/client";
import type { Me, MePatch } from "@/api/types";

/** `PATCH /users/me`: absent fields stay as they are. */
export function updateMe(patch: MePatch): Promise<Me> {
  return request("/api/users/me", { method: "PATCH", body: patch });
}
