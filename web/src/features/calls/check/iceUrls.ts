/** The ways that the server names, one by one: each is checked by itself. Pure. */

/** How a relay is reached. */
export const relayWays = ["udp", "tcp", "tls"] as const;
export type RelayWay = (typeof relayWays)[number];

export interface IceWays {
  /** STUN servers, each address once. */
  stun: string[];
  /** The first server of each way, with its credentials; `null` where none is named. */
  relay: Record<RelayWay, RTCIceServer | null>;
}

export function iceWays(servers: readonly RTCIceServer[]): IceWays {
  const ways: IceWays = { stun: [], relay: { udp: null, tcp: null, tls: null } };
  for (const server of servers) {
    for (const url of [server.urls].flat()) {
      if (url.startsWith("stun:")) {
        if (!ways.stun.includes(url)) ways.stun.push(url);
        continue;
      }
      const way = relayWayOf(url);
      if (way !== null) ways.relay[way] ??= { ...server, urls: [url] };
    }
  }
  return ways;
}

/** RFC 7065: without a transport it is UDP, and `turns:` is TLS over TCP. */
function relayWayOf(url: string): RelayWay | null {
  const byUdp = !url.endsWith("?transport=tcp");
  if (url.startsWith("turn:")) return byUdp ? "udp" : "tcp";
  // DTLS, which no browser speaks to a relay.
  if (url.startsWith("turns:")) return url.endsWith("?transport=udp") ? null : "tls";
  return null;
}
