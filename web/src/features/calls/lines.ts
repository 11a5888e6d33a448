/** How lines are made, to people and to the echo contact alike. */
import { toFailure } from "@/api/failure";
import { callSettingsOf } from "@/lib/callSettings";
import type { Messenger } from "@/realtime/messenger";
import { fetchIceServers } from "./api/iceServers";

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
  return fetchIceServers().catch((caught: unknown) => {
    toFailure(caught);
    return null;
  });
}

/** The other side is to learn no address of this person. */
function hidesAddress(store: Messenger["store"]): boolean {
  const { session } = store.getState();
  return session.phase === "signedIn" && callSettingsOf(session.me.settings).relayOnly;
}
