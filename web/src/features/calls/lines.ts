/** How lines are made: to people, into rooms of groups, and to the echo contact. */
import { toFailure } from "@/api/failure";
import { callSettingsOf } from "@/lib/callSettings";
import type { Messenger } from "@/realtime/messenger";
import { fetchIceServers, fetchRoomServers } from "./api/iceServers";

type CreateConnection = (configuration: RTCConfiguration) => RTCPeerConnection;

/** Connections that keep to what the person wants the other side to learn. */
export function connectionsOf(store: Messenger["store"]): CreateConnection {
  return (configuration) =>
    new RTCPeerConnection(
      hidesAddress(store) ? { ...configuration, iceTransportPolicy: "relay" } : configuration,
    );
}

/** `null` when they cannot be had: without relays most calls still connect. */
export function iceServersOrNone(): Promise<RTCIceServer[] | null> {
  return fetchIceServers().catch(none);
}

/** The same for a line that ends in the server itself. */
export function roomServersOrNone(): Promise<RTCIceServer[] | null> {
  return fetchRoomServers().catch(none);
}

function none(caught: unknown): null {
  toFailure(caught);
  return null;
}

/** The other side is to learn no address of this person. */
function hidesAddress(store: Messenger["store"]): boolean {
  const { session } = store.getState();
  return session.phase === "signedIn" && callSettingsOf(session.me.settings).relayOnly;
}
