/** A call whose packets may only go through the server's relay: sound arrives, by UDP and by TCP. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, newDevice } from "../support/browser.ts";
import { hears, observeCalls } from "../support/media.ts";
import { ANNA, BORIS, openDirectChat, registerByLink } from "../support/people.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;

type Transport = "udp" | "tcp";

/** A device whose network lets nothing through but the relay, reached in one way. */
async function device(transport: Transport): Promise<Page> {
  const page = await newDevice(browser, server.url);
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
  await observeCalls(page);
  return page;
}

/** How the two ends of the path in use were found, and how the own one is reached. */
async function pathInUse(page: Page): Promise<{ local: string; remote: string; protocol: string }> {
  return page.evaluate(async () => {
    const report = await window.testPeers.at(-1)?.getStats();
    const stats = new Map<string, Record<string, unknown>>();
    report?.forEach((stat: { id: string }) => stats.set(stat.id, { ...stat }));
    const transport = [...stats.values()].find((stat) => stat["type"] === "transport");
    const pair = stats.get(String(transport?.["selectedCandidatePairId"]));
    const local = stats.get(String(pair?.["localCandidateId"]));
    const remote = stats.get(String(pair?.["remoteCandidateId"]));
    return {
      local: String(local?.["candidateType"]),
      remote: String(remote?.["candidateType"]),
      protocol: String(local?.["relayProtocol"]),
    };
  });
}

before(async () => {
  browser = await launchBrowser();
});

after(async () => {
  await browser.close();
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await server.dispose();
});

describe("a call through the relay", () => {
  for (const transport of ["udp", "tcp"] as const) {
    it(`by ${transport}: both hear each other, and the path is the relay's on both ends`, async () => {
      server = await Server.start();
      const [anna, boris] = [await device(transport), await device(transport)];
      await registerByLink(anna, server, ANNA);
      await registerByLink(boris, server, BORIS);
      await openDirectChat(anna, BORIS);
      await anna.getByRole("button", { name: "Аудиозвонок" }).first().click();
      const incoming = boris.getByRole("dialog", { name: /Входящий звонок/ });
      await incoming.getByRole("button", { name: "Ответить" }).first().click();
      await Promise.all([hears(anna), hears(boris)]);
      for (const page of [anna, boris]) {
        assert.deepEqual(await pathInUse(page), { local: "relay", remote: "relay", protocol: transport });
      }
    });
  }
});
