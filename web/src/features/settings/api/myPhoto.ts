import { request } from "@/api/client";
import type { Me } from "@/api/types";

const UPLOAD_TIMEOUT_MS = 60_000;

/** `PUT /users/me/avatar`. */
export function putMyPhoto(photo: Blob): Promise<Me> {
  const form = new FormData();
  form.set("file", photo, "photo.jpg");
  return request("/api/users/me/avatar", { method: "PUT", form, timeoutMs: UPLOAD_TIMEOUT_MS });
}

export function deleteMyPhoto(): Promise<Me> {
  return request("/api/users/me/avatar", { method: "DELETE" });
}
