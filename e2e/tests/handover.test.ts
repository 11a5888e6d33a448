/** A call moves between the devices of a person, and outlives the one that dies: no sound is lost for good, no ghost stays. */
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, type DeviceOptions } from "../support/browser.ts";
import { callDevice, meet, partAll, talk } from "../support/couple.ts";
import { callScreen, incomingCall, startCall } from "../support/incall.ts";
import { hears, hearsOn, observeCalls } from "../support/media.ts";
import { BORIS, logIn, openDirectChat, registerByLink } from "../support/people.ts";
import type { Server } from "../support/server.ts";

const CLARA = { login: "clara", name: "Клара" };

let browser: Browser;
let server: Server;
let anna: Page;
let boris: Page;

before(async () => {
  browser = await launchBrowser();
});

after(async () => {
  await browser.close();
});

afterEach(async () => {
  await partAll(browser, server);
});

function device(options: DeviceOptions = {}): Promise<Page> {
  return callDevice(browser, server, options);
}

/** Anna calls Boris, and they talk. */
async function begin(): Promise<void> {
  const couple = await meet(browser);
  ({ server, anna, boris } = couple);
  await talk(couple);
  // Both pages have told each other so: a side that goes before that is one that never came.
  for (const page of [anna, boris]) {
    await page.locator('[data-call-phase="connected"]').first().waitFor({ state: "attached" });
  }
}

/** The tab dies as when the browser runs out of memory: it says goodbye to nobody. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent("crash");
  page.goto("chrome://crash").catch(() => undefined);
  await crashed;
}

describe("with two calls on one device", () => {
  it("another device takes the one on hold over, and both go on", async () => {
    await begin();
    const clara = await device();
    await registerByLink(clara, server, CLARA);
    await openDirectChat(clara, BORIS);
    await startCall(clara, "Аудиозвонок");
    await boris.getByRole("button", { name: "Ответить, этот удержать" }).click();
    await Promise.all([hears(boris), hears(clara)]);
    await callScreen(anna).getByText("Собеседник поставил звонок на удержание").first().waitFor();

    const tablet = await device();
    await logIn(tablet, BORIS);
    await tablet.getByText("Ваш звонок идёт на другом устройстве: Анна").waitFor();
    await tablet.getByRole("button", { name: "Продолжить здесь" }).click();
    await Promise.all([hears(tablet), hears(anna)]);
    await boris.locator("[data-call-other]").waitFor({ state: "detached" });
    await Promise.all([hearsOn(boris), hearsOn(clara), hearsOn(tablet), hearsOn(anna)]);

    // Each of the two ends by itself.
    await anna.getByRole("button", { name: "Завершить" }).first().click();
    await callScreen(tablet).getByText("Звонок завершён").waitFor();
    await Promise.all([hearsOn(boris), hearsOn(clara)]);
    await clara.getByRole("button", { name: "Завершить" }).first().click();
    await callScreen(boris).getByText("Звонок завершён").waitFor();
  });
});

describe("when the tab that holds the call crashes", () => {
  it("another device of the person goes on with it", async () => {
    await begin();
    const tablet = await device();
    await logIn(tablet, BORIS);
    await tablet.getByRole("button", { name: "Продолжить здесь" }).waitFor();
    await crash(boris);
    await callScreen(anna).getByText("У собеседника пропала связь").first().waitFor();
    await tablet.getByRole("button", { name: "Продолжить здесь" }).click();
    await Promise.all([hears(tablet), hears(anna)]);
    await anna.locator('[data-call-phase="connected"]').first().waitFor({ state: "attached" });
    await tablet.getByRole("button", { name: "Завершить" }).first().click();
    await callScreen(anna).getByText("Звонок завершён").waitFor();
  });

  it("a new tab of the same browser goes on with it", async () => {
    await begin();
    await crash(boris);
    await callScreen(anna).getByText("У собеседника пропала связь").first().waitFor();
    const tab = await boris.context().newPage();
    await observeCalls(tab);
    await tab.goto("/chats");
    await tab.getByRole("button", { name: "Продолжить здесь" }).click();
    await Promise.all([hears(tab), hears(anna)]);
    await anna.getByRole("button", { name: "Завершить" }).first().click();
    await callScreen(tab).getByText("Звонок завершён").waitFor();
  });

  it("and nobody comes back, it ends by itself, and one can be called again", async () => {
    await begin();
    await crash(boris);
    await callScreen(anna).getByText("Собеседник пропал со связи, звонок завершён").waitFor();
    await anna.getByRole("button", { name: "Закрыть" }).click();
    const tab = await boris.context().newPage();
    await observeCalls(tab);
    await tab.goto("/chats");
    await startCall(anna, "Аудиозвонок");
    await incomingCall(tab).getByRole("button", { name: "Ответить" }).click();
    await Promise.all([hears(tab), hears(anna)]);
  });
});
