import { request } from "@/api/client";
import type { IceServer, IceServers } from "@/api/types";

/** A call must not wait longer for them: without relays most still connect. */
const TIMEOUT_MS = 4_000;

/** Addresses and fresh credentials for lines into rooms of group calls. Throws `FailureError`. */
export async function fetchRoomServers(): Promise<RTCIceServer[]> {
  const { roomServers } = await request<IceServers>("/api/calls/ice-servers", {
    timeoutMs: TIMEOUT_MS,
  });
  return asBrowsersTakeThem(roomServers ?? []);
}

/** The same for a guest who is in. */
export async function fetchGuestRoomServers(pass: string): Promise<RTCIceServer[]> {
  const { roomServers } = await request<IceServers>("/api/guests/ice-servers", { token: pass });
  return asBrowsersTakeThem(roomServers ?? []);
}

function asBrowsersTakeThem(servers: readonly IceServer[]): RTCIceServer[] {
  return servers.map(({ urls, username, credential }) => ({
    urls,
    ...(username == null ? {} : { username }),
    ...(credential == null ? {} : { credential }),
  }));
}
