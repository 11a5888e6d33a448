/** Two people see and hear each other; every way a call can go ends the same on both sides. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { AUDIO_PACKETS_PER_SECOND, flow, hears, observeCalls } from "../support/media.ts";
import { ANNA, BORIS, logIn, openDirectChat, registerByLink, seesOnce, send } from "../support/people.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;
let anna: Page;
let boris: Page;

async function device(viewport?: { width: number; height: number }): Promise<Page> {
  const page = await newDevice(browser, server.url, viewport === undefined ? {} : { viewport });
  await observeCalls(page);
  return page;
}

async function start(env: Record<string, string> = {}): Promise<void> {
  server = await Server.start(env);
  anna = await device();
  boris = await device(PHONE);
  await registerByLink(anna, server, ANNA);
  await registerByLink(boris, server, BORIS);
  await openDirectChat(anna, BORIS);
}

function call(page: Page, kind: "Аудиозвонок" | "Видеозвонок"): Promise<void> {
  return page.getByRole("button", { name: kind }).first().click();
}

function incoming(page: Page): Locator {
  return page.getByRole("dialog", { name: /Входящий звонок/ });
}

async function answer(page: Page): Promise<void> {
  await incoming(page).getByRole("button", { name: "Ответить" }).first().click();
}

async function hangUp(page: Page): Promise<void> {
  // The controls hide over a moving picture; a touch of the pointer brings them back.
  await page.mouse.move(100, 100);
  await page.mouse.move(120, 120);
  await page.getByRole("button", { name: "Завершить" }).first().click();
}

/** The newest entry of the call history, as words. */
async function newestInHistory(page: Page): Promise<string> {
  await page.goto("/calls");
  const entry = page.getByRole("main").getByRole("listitem").first();
  await entry.waitFor();
  return entry.innerText();
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

describe("a call between two people", () => {
  it("with video: both see and hear each other until one hangs up, and the chat remembers it", async () => {
    await start();
    await call(anna, "Видеозвонок");
    await answer(boris);
    await Promise.all([hears(anna, { video: true }), hears(boris, { video: true })]);
    const [annaBefore, borisBefore] = [await flow(anna), await flow(boris)];
    const begun = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    const [annaAfter, borisAfter] = [await flow(anna), await flow(boris)];
    const seconds = (Date.now() - begun) / 1_000;
    for (const [who, before, now] of [
      ["Анна", annaBefore, annaAfter],
      ["Борис", borisBefore, borisAfter],
    ] as const) {
      assert.equal(now.connectionState, "connected", `${who} is connected at the end`);
      const expected = seconds * AUDIO_PACKETS_PER_SECOND * 0.7;
      assert.ok(now.audioPackets - before.audioPackets > expected, `${who} gets sound all the time`);
      assert.ok(now.audioEnergy - before.audioEnergy > 0.01, `${who} hears a tone, not silence`);
      assert.ok(now.framesDecoded - before.framesDecoded > 5 * seconds, `${who} sees moving pictures`);
      assert.ok(now.packetsSent > before.packetsSent, `${who} sends`);
    }
    await hangUp(boris);
    await anna.getByRole("dialog", { name: /Звонок/ }).waitFor({ state: "detached", timeout: 15_000 });
    await anna.getByRole("log").getByText("Исходящий видеозвонок").waitFor();
    await send(anna, "Хорошо поговорили");
    await seesOnce(anna, "Хорошо поговорили");
    assert.match(await newestInHistory(anna), /Борис/);
    assert.match(await newestInHistory(boris), /Анна/);
  });

  it("with sound only: mute is seen by the other side, the caller hangs up", async () => {
    await start();
    await call(anna, "Аудиозвонок");
    await answer(boris);
    await Promise.all([hears(anna), hears(boris)]);
    await anna.getByRole("button", { name: "Выключить микрофон" }).click();
    await boris.getByText("Микрофон собеседника выключен").first().waitFor({ state: "attached" });
    await anna.getByRole("button", { name: "Включить микрофон" }).click();
    await hangUp(anna);
    await boris.getByRole("dialog", { name: /Звонок/ }).waitFor({ state: "detached", timeout: 15_000 });
  });

  it("declined: both sides know", async () => {
    await start();
    await call(anna, "Аудиозвонок");
    await incoming(boris).getByRole("button", { name: "Отклонить" }).first().click();
    await anna
      .getByText(/отклон/i)
      .first()
      .waitFor();
    await incoming(boris).waitFor({ state: "detached" });
    assert.match(await newestInHistory(anna), /без ответа/i);
    assert.match(await newestInHistory(boris), /отклон/i);
  });

  it("called off by the caller stops ringing at once", async () => {
    await start();
    await call(anna, "Аудиозвонок");
    await incoming(boris).waitFor();
    await hangUp(anna);
    await incoming(boris).waitFor({ state: "detached" });
    assert.match(await newestInHistory(boris), /пропущенн/i);
  });

  it("that nobody answers is missed on both sides", async () => {
    await start({ ZVONILKA_CALLS_RING_TIMEOUT: "3s" });
    await call(anna, "Аудиозвонок");
    await incoming(boris).waitFor();
    await anna.getByText("Нет ответа").first().waitFor();
    await incoming(boris).waitFor({ state: "detached" });
    assert.match(await newestInHistory(anna), /без ответа/i);
    assert.match(await newestInHistory(boris), /пропущенн/i);
  });

  it("rings on all devices of a person; an answer on one stops the others", async () => {
    await start();
    const tablet = await device();
    await logIn(tablet, BORIS);
    await call(anna, "Аудиозвонок");
    await Promise.all([incoming(boris).waitFor(), incoming(tablet).waitFor()]);
    await answer(tablet);
    await incoming(boris).waitFor({ state: "detached" });
    await Promise.all([hears(anna), hears(tablet)]);
    const other = await flow(boris);
    assert.ok(
      other.connectionState !== "connected" && other.audioEnergy === 0,
      "the other device has no part",
    );
    await hangUp(tablet);
    await anna.getByRole("dialog", { name: /Звонок/ }).waitFor({ state: "detached", timeout: 15_000 });
  });

  it("started by both at once becomes one call", async () => {
    await start();
    await openDirectChat(boris, ANNA);
    // Pressed without the driver's own waiting, so that neither press can come after the other's ring.
    const buttons = [anna, boris].map((page) => page.getByRole("button", { name: "Аудиозвонок" }).first());
    await Promise.all(buttons.map((button) => button.waitFor()));
    await Promise.all(buttons.map((button) => button.evaluate((element: HTMLElement) => element.click())));
    await Promise.all([hears(anna), hears(boris)]);
    await hangUp(anna);
    await boris.getByRole("dialog", { name: /Звонок/ }).waitFor({ state: "detached", timeout: 15_000 });
  });
});
