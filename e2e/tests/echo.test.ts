/** The echo contact: one's own tone comes back from the server, by every way; and what is missing is said. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { launchBrowser, newDevice } from "../support/browser.ts";
import { partAll } from "../support/couple.ts";
import { incomingCall, startCall } from "../support/incall.ts";
import { flow, hears, observeCalls } from "../support/media.ts";
import { ANNA, BORIS, eventually, openDirectChat, registerByLink } from "../support/people.ts";
import { onlyRelay, pathInUse } from "../support/relay.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;

/** The program's own media port is where the browser is, so that the straight way is open. */
const NEAR = { ZVONILKA_TURN_PUBLIC_ADDRESS: "127.0.0.1" };

before(async () => {
  browser = await launchBrowser();
});

after(async () => {
  await browser.close();
});

afterEach(async () => {
  await partAll(browser, server);
});

async function people(page: Page): Promise<void> {
  await page.goto(`${server.url}/people`);
}

async function callEcho(page: Page): Promise<Locator> {
  await people(page);
  await page.getByRole("button", { name: "Позвонить: проверка звука" }).click();
  return page.getByRole("dialog", { name: "Проверка звука" });
}

/** The tone of the fake microphone has gone to the server and back, and goes on doing so. */
async function hearsItself(page: Page, dialog: Locator): Promise<void> {
  await dialog.getByText("Всё работает: голос вернулся").waitFor();
  await hears(page);
  const before = await flow(page);
  await eventually(
    () => flow(page),
    (now) => now.audioPackets >= before.audioPackets + 100 && now.audioEnergy > before.audioEnergy + 0.01,
    "the tone goes on coming back",
  );
}

describe("the echo contact", () => {
  it("says back what one says, straight, and leaves nothing in the history", async () => {
    server = await Server.start(NEAR);
    const anna = await newDevice(browser, server.url);
    await observeCalls(anna);
    await registerByLink(anna, server, ANNA);
    const dialog = await callEcho(anna);
    await hearsItself(anna, dialog);
    assert.match((await pathInUse(anna)).local, /^(host|prflx|srflx)$/);
    await dialog.getByRole("button", { name: "Завершить" }).click();
    await dialog.waitFor({ state: "detached" });
    const state = await anna.evaluate(() => window.testPeers.at(-1)?.connectionState);
    assert.equal(state, "closed");
    await anna.goto(`${server.url}/calls`);
    await anna.getByText("Звонков пока не было").waitFor();
  });

  it("says back what one says where the network lets only the relay through", async () => {
    server = await Server.start();
    const anna = await newDevice(browser, server.url);
    // Where UDP passes, it passes to the contact itself, too: they share a port.
    await onlyRelay(anna, "tcp");
    await observeCalls(anna);
    await registerByLink(anna, server, ANNA);
    await hearsItself(anna, await callEcho(anna));
    const { local, protocol } = await pathInUse(anna);
    assert.deepEqual([local, protocol], ["relay", "tcp"]);
  });

  it("says that the microphone is silent, and gives way to a person who calls", async () => {
    server = await Server.start(NEAR);
    const [anna, boris] = [await newDevice(browser, server.url), await newDevice(browser, server.url)];
    await anna.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.resolve(new AudioContext().createMediaStreamDestination().stream);
    });
    await registerByLink(anna, server, ANNA);
    await registerByLink(boris, server, BORIS);
    const dialog = await callEcho(anna);
    await dialog.getByText("Микрофон молчит").waitFor();
    await openDirectChat(boris, ANNA);
    await startCall(boris, "Аудиозвонок");
    await incomingCall(anna).waitFor();
    await dialog.waitFor({ state: "detached" });
  });

  it("can be called from the settings of calls, and tells plainly when the microphone is forbidden", async () => {
    server = await Server.start(NEAR);
    const anna = await newDevice(browser, server.url);
    await anna.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    });
    await registerByLink(anna, server, ANNA);
    await anna.goto(`${server.url}/settings/privacy`);
    await anna.getByRole("button", { name: "Проверить звук: услышать себя" }).click();
    const dialog = anna.getByRole("dialog", { name: "Проверка звука" });
    await dialog.getByText("Микрофон запрещён, вас не слышно").waitFor();
    await anna.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });

  it("is not offered where the server has no media of its own", async () => {
    server = await Server.start({ ZVONILKA_TURN_ENABLED: "false" });
    const anna = await newDevice(browser, server.url);
    await registerByLink(anna, server, ANNA);
    const asked = anna.waitForResponse((response) => response.url().endsWith("/api/calls/ice-servers"));
    await people(anna);
    assert.equal(((await (await asked).json()) as { echo: boolean }).echo, false);
    await anna.getByRole("searchbox").waitFor();
    assert.equal(await anna.getByRole("button", { name: "Позвонить: проверка звука" }).count(), 0);
  });
});
