/** Networks that leave a call only the server's relay, and the way a call really takes. */
import type { Page } from "playwright-core";

/** How one reaches the relay. */
export type Transport = "udp" | "tcp";

/** From now on the page's network lets nothing through but the relay, reached in one way. Before `observeCalls`. */
export async function onlyRelay(page: Page, transport: Transport): Promise<void> {
  await page.addInitScript((only) => {
    const Native = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Native {
      constructor(configuration: RTCConfiguration = {}) {
        const iceServers = (configuration.iceServers ?? [])
          .map((server) => ({
            ...server,
            urls: [server.urls].flat().filter((url) => url.endsWith(`transport=${only}`)),
          }))
          .filter((server) => server.urls.length > 0);
        super({ ...configuration, iceServers, iceTransportPolicy: "relay" });
      }
    };
  }, transport);
}

/** How the two ends of the path in use were found, and how the own one reaches its relay, if it has one. */
export interface Path {
  local: string;
  remote: string;
  protocol: string | null;
}

export function pathInUse(page: Page): Promise<Path> {
  return page.evaluate(async () => {
    const report = await window.testPeers.at(-1)?.getStats();
    const stats = new Map<string, Record<string, unknown>>();
    report?.forEach((stat: { id: string }) => stats.set(stat.id, { ...stat }));
    const transport = [...stats.values()].find((stat) => stat["type"] === "transport");
    const pair = stats.get(String(transport?.["selectedCandidatePairId"]));
    const local = stats.get(String(pair?.["localCandidateId"]));
    const remote = stats.get(String(pair?.["remoteCandidateId"]));
    const protocol = local?.["relayProtocol"];
    return {
      local: String(local?.["candidateType"]),
      remote: String(remote?.["candidateType"]),
      protocol: typeof protocol === "string" ? protocol : null,
    };
  });
}
