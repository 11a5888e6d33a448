import { request } from "@/api/client";
import type { CallId, CallQuality } from "@/api/types";

/** Keeps how a call was for me. Throws `FailureError`. */
export function keepQuality(callId: CallId, quality: CallQuality): Promise<void> {
  return request(`/api/calls/${callId}/quality`, { method: "PUT", body: quality });
}
