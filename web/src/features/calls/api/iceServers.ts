import { request } from "@/api/client";
import type { IceServers } from "@/api/types";

/** A call must not wait longer for them: without relays most still connect. */
const TIMEOUT_MS = 4_000;

/** Addresses and fresh credentials for the way through the network. Throws `FailureError`. */
export async function fetchIceServers(): Promise<RTCIceServer[]> {
  const { iceServers } = await request<IceServers>("/api/calls/ice-servers", {
    timeoutMs: TIMEOUT_MS,
  });
  return iceServers.map(({ urls, username, credential }) => ({
    urls,
    ...(username == null ? {} : { username }),
    ...(credential == null ? {} : { credential }),
  }));
}
