/** A call whose packets may only go through the server's relay: sound arrives, by UDP and by TCP. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, newDevice } from "../support/browser.ts";
import { partAll, talk } from "../support/couple.ts";
import { observeCalls } from "../support/media.ts";
import { ANNA, BORIS, openDirectChat, registerByLink } from "../support/people.ts";
import { onlyRelay, pathInUse, type Transport } from "../support/relay.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;

/** A device whose calls may only go through the relay. */
async function device(transport: Transport): Promise<Page> {
  const page = await newDevice(browser, server.url);
  await onlyRelay(page, transport);
  await observeCalls(page);
  return page;
}

before(async () => {
  browser = await launchBrowser();
});

after(async () => {
  await browser.close();
});

afterEach(async () => {
  await partAll(browser, server);
});

describe("a call through the relay", () => {
  for (const transport of ["udp", "tcp"] as const) {
    it(`by ${transport}: both hear each other, and the path is the relay's on both ends`, async () => {
      server = await Server.start();
      const [anna, boris] = [await device(transport), await device(transport)];
      await registerByLink(anna, server, ANNA);
      await registerByLink(boris, server, BORIS);
      await openDirectChat(anna, BORIS);
      await talk({ server, anna, boris });
      for (const page of [anna, boris]) {
        assert.deepEqual(await pathInUse(page), { local: "relay", remote: "relay", protocol: transport });
      }
    });
  }
});
