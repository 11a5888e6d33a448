/** Two people see and hear each other; every way a call can go ends the same on both sides. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, type DeviceOptions } from "../support/browser.ts";
import { answer, callDevice, meet, partAll, talk } from "../support/couple.ts";
import { incomingCall, startCall } from "../support/incall.ts";
import { flow, hears } from "../support/media.ts";
import { ANNA, BORIS, eventually, logIn, openDirectChat, seesOnce, send } from "../support/people.ts";
import type { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;
let anna: Page;
let boris: Page;

function device(options: DeviceOptions = {}): Promise<Page> {
  return callDevice(browser, server, options);
}

async function start(env: Record<string, string> = {}): Promise<void> {
  ({ server, anna, boris } = await meet(browser, { env }));
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
  await partAll(browser, server);
});

describe("a call between two people", () => {
  it("with video: both see and hear each other until one hangs up, and the chat remembers it", async () => {
    await start();
    await talk({ server, anna, boris }, "Видеозвонок");
    const before = [await flow(anna), await flow(boris)] as const;
    // Six seconds of sound from either side, however long a busy machine takes.
    const now = await eventually(
      async () => [await flow(anna), await flow(boris)] as const,
      (flows) =>
        flows.every((one, side) => one.audioPacketsSent >= (before[side]?.audioPacketsSent ?? 0) + 300),
      "both go on speaking",
    );
    for (const [who, here, there] of [
      ["Анна", 0, 1],
      ["Борис", 1, 0],
    ] as const) {
      assert.equal(now[here].connectionState, "connected", `${who} is connected at the end`);
      const said = now[there].audioPacketsSent - before[there].audioPacketsSent;
      const heard = now[here].audioPackets - before[here].audioPackets;
      assert.ok(heard > 0.7 * said, `${who} gets sound all the time`);
      assert.ok(now[here].audioEnergy - before[here].audioEnergy > 0.01, `${who} hears a tone, not silence`);
      assert.ok(now[here].framesDecoded - before[here].framesDecoded > 10, `${who} sees moving pictures`);
    }
    await hangUp(boris);
    await anna.getByRole("dialog", { name: /Звонок/ }).waitFor({ state: "detached" });
    await anna.getByRole("log").getByText("Исходящий видеозвонок").waitFor();
    await send(anna, "Хорошо поговорили");
    await seesOnce(anna, "Хорошо поговорили");
    assert.match(await newestInHistory(anna), /Борис/);
    assert.match(await newestInHistory(boris), /Анна/);
  });

  it("with sound only: mute is seen by the other side, the caller hangs up", async () => {
    await start();
    await talk({ server, anna, boris });
    await anna.getByRole("button", { name: "Выключить микрофон" }).click();
    await boris.getByText("Микрофон собеседника выключен").first().waitFor({ state: "attached" });
    await anna.getByRole("button", { name: "Включить микрофон" }).click();
    await hangUp(anna);
    await boris.getByRole("dialog", { name: /Звонок/ }).waitFor({ state: "detached" });
  });

  it("declined: both sides know", async () => {
    await start();
    await startCall(anna, "Аудиозвонок");
    await incomingCall(boris).getByRole("button", { name: "Отклонить" }).first().click();
    await anna
      .getByText(/отклон/i)
      .first()
      .waitFor();
    await incomingCall(boris).waitFor({ state: "detached" });
    assert.match(await newestInHistory(anna), /без ответа/i);
    assert.match(await newestInHistory(boris), /отклон/i);
  });

  it("called off by the caller stops ringing at once", async () => {
    await start();
    await startCall(anna, "Аудиозвонок");
    await incomingCall(boris).waitFor();
    await hangUp(anna);
    await incomingCall(boris).waitFor({ state: "detached" });
    assert.match(await newestInHistory(boris), /пропущенн/i);
  });

  it("that nobody answers is missed on both sides", async () => {
    await start({ ZVONILKA_CALLS_RING_TIMEOUT: "3s" });
    await startCall(anna, "Аудиозвонок");
    await incomingCall(boris).waitFor();
    await anna.getByText("Нет ответа").first().waitFor();
    await incomingCall(boris).waitFor({ state: "detached" });
    assert.match(await newestInHistory(anna), /без ответа/i);
    assert.match(await newestInHistory(boris), /пропущенн/i);
  });

  it("rings on all devices of a person; an answer on one stops the others", async () => {
    await start();
    const tablet = await device();
    await logIn(tablet, BORIS);
    await startCall(anna, "Аудиозвонок");
    await Promise.all([incomingCall(boris).waitFor(), incomingCall(tablet).waitFor()]);
    await answer(tablet);
    await incomingCall(boris).waitFor({ state: "detached" });
    await Promise.all([hears(anna), hears(tablet)]);
    const other = await flow(boris);
    assert.ok(
      other.connectionState !== "connected" && other.audioEnergy === 0,
      "the other device has no part",
    );
    await hangUp(tablet);
    await anna.getByRole("dialog", { name: /Звонок/ }).waitFor({ state: "detached" });
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
    await boris.getByRole("dialog", { name: /Звонок/ }).waitFor({ state: "detached" });
  });
});
