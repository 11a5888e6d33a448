import { request } from "@/api/client";
import type { IceServer, IceServers } from "@/api/types";

/** A call must not wait longer for them: without relays most still connect. */
const TIMEOUT_MS = 4_000;

/** Addresses and fresh credentials for the way through the network. Throws `FailureError`. */
export async function fetchIceServers(): Promise<RTCIceServer[]> {
  const { iceServers } = await forCalls();
  return asBrowsersTakeThem(iceServers);
}

/** Those for lines that end in the server itself: into rooms of group calls, and to the echo contact. Throws `FailureError`. */
export async function fetchRoomServers(): Promise<RTCIceServer[]> {
  const { roomServers } = await forCalls();
  return asBrowsersTakeThem(roomServers ?? []);
}

/** The same for a guest who is in. */
export async function fetchGuestRoomServers(pass: string): Promise<RTCIceServer[]> {
  const { roomServers } = await request<IceServers>("/api/guests/ice-servers", { token: pass });
  return asBrowsersTakeThem(roomServers ?? []);
}

function forCalls(): Promise<IceServers> {
  return request<IceServers>("/api/calls/ice-servers", { timeoutMs: TIMEOUT_MS });
}

function asBrowsersTakeThem(servers: readonly IceServer[]): RTCIceServer[] {
  return servers.map(({ urls, username, credential }) => ({
    urls,
    ...(username == null ? {} : { username }),
    ...(credential == null ? {} : { credential }),
  }));
}
