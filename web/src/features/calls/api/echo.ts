import { request } from "@/api/client";
import type { EchoCall } from "@/api/types";

/** Calls the echo contact with an offer of sound alone. Throws `FailureError`. */
export function callEcho(sdp: string): Promise<EchoCall> {
  return request("/api/calls/echo", { method: "POST", body: { sdp } });
}

/** Hangs up. Throws `FailureError`. */
export function endEcho(id: string): Promise<void> {
  return request(`/api/calls/echo/${id}`, { method: "DELETE" });
}
