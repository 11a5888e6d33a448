/** A call outlives what happens to pages, sockets, servers and devices: proved by the sound that arrives. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, newDevice, PHONE, type DeviceOptions } from "../support/browser.ts";
import { callDevice, meet, partAll, talk } from "../support/couple.ts";
import { callScreen, incomingCall, startCall } from "../support/incall.ts";
import { hears, hearsOn, observeCalls } from "../support/media.ts";
import { BORIS, eventually, logIn, openDirectChat, registerByLink } from "../support/people.ts";
import type { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;
let anna: Page;
let boris: Page;

const CLARA = { login: "clara", name: "Клара" };

function device(options: DeviceOptions = {}): Promise<Page> {
  return callDevice(browser, server, options);
}

async function phase(page: Page, name: string): Promise<void> {
  await page.locator(`[data-call-phase="${name}"]`).first().waitFor({ state: "attached" });
}

async function hangUp(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Завершить" }).first().click();
}

/** The call is over for both, by the word of one. */
async function endsFor(one: Page, other: Page): Promise<void> {
  await hangUp(one);
  await callScreen(other).getByText("Звонок завершён").waitFor();
}

async function start(): Promise<void> {
  ({ server, anna, boris } = await meet(browser));
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

describe("a call goes on", () => {
  it("after the page of either side was loaded anew, muted as it was", async () => {
    await start();
    await talk({ server, anna, boris });
    for (const [one, other] of [
      [boris, anna],
      [anna, boris],
    ] as const) {
      await one.reload();
      await Promise.all([hears(one), hears(other)]);
      await Promise.all([phase(one, "connected"), phase(other, "connected")]);
    }
    await boris.getByRole("button", { name: "Выключить микрофон" }).click();
    await anna.getByText("Микрофон собеседника выключен").first().waitFor({ state: "attached" });
    await boris.reload();
    await hears(boris);
    await boris.getByRole("button", { name: "Включить микрофон" }).waitFor();
    await anna.getByText("Микрофон собеседника выключен").first().waitFor({ state: "attached" });
    await boris.getByRole("button", { name: "Включить микрофон" }).click();
    await hears(anna);
    await endsFor(boris, anna);
  });

  it("while the server is killed and started again", async () => {
    await start();
    await talk({ server, anna, boris });
    await server.kill();
    await Promise.all([hearsOn(anna), hearsOn(boris)]);
    await server.up();
    await Promise.all([hearsOn(anna), hearsOn(boris)]);
    // Signalling is back: what one says reaches the other.
    await anna.getByRole("button", { name: "Выключить микрофон" }).click();
    await boris.getByText("Микрофон собеседника выключен").first().waitFor({ state: "attached" });
    await Promise.all([phase(anna, "connected"), phase(boris, "connected")]);
    await endsFor(anna, boris);
  });

  it("on another way after the network was another one", async () => {
    await start();
    await talk({ server, anna, boris });
    const way = (page: Page) =>
      page.evaluate(
        () => /a=ice-ufrag:(\S+)/.exec(window.testPeers.at(-1)?.localDescription?.sdp ?? "")?.[1],
      );
    const before = await way(anna);
    await anna.context().setOffline(true);
    await hearsOn(boris);
    await anna.context().setOffline(false);
    await eventually(
      () => way(anna),
      (now) => now !== before,
      "a new way is looked for",
    );
    await Promise.all([hearsOn(anna), hearsOn(boris)]);
    await Promise.all([phase(anna, "connected"), phase(boris, "connected")]);
    await endsFor(anna, boris);
  });

  it("on another device of the same person, and says so on the first", async () => {
    await start();
    const tablet = await device();
    await logIn(tablet, BORIS);
    await talk({ server, anna, boris });
    await tablet.getByRole("button", { name: "Продолжить здесь" }).click();
    await Promise.all([hears(tablet), hears(anna)]);
    await callScreen(boris).getByText("Звонок продолжается на другом устройстве").waitFor();
    await boris.getByRole("button", { name: "Закрыть" }).click();
    await hearsOn(anna);
    // And back again.
    await boris.getByRole("button", { name: "Продолжить здесь" }).click();
    await Promise.all([hears(boris), hears(anna)]);
    await callScreen(tablet).getByText("Звонок продолжается на другом устройстве").waitFor();
    await endsFor(anna, boris);
  });
});

describe("a call that still rings", () => {
  it("rings on while the caller's page is loaded anew, and both then hear each other", async () => {
    await start();
    await startCall(anna, "Аудиозвонок");
    await incomingCall(boris).waitFor();
    await callScreen(anna).getByText("Звонит на компьютере").first().waitFor();
    await anna.reload();
    await callScreen(anna).getByText("Звонит на компьютере").first().waitFor();
    assert.equal(await incomingCall(boris).count(), 1, "it did not stop ringing");
    await incomingCall(boris).getByRole("button", { name: "Ответить" }).click();
    await Promise.all([hears(anna), hears(boris)]);
    await Promise.all([phase(anna, "connected"), phase(boris, "connected")]);
    await hearsOn(anna);
    await endsFor(boris, anna);
  });

  it("is answered while the caller's page is away: it connects when the page is back", async () => {
    await start();
    await startCall(anna, "Аудиозвонок");
    await incomingCall(boris).waitFor();
    await callScreen(anna).getByText("Звонит на компьютере").first().waitFor();
    // As slow to load as can be: the answer is there before the page.
    await anna.goto("/health/ready");
    await incomingCall(boris).getByRole("button", { name: "Ответить" }).click();
    await phase(boris, "connecting");
    await callScreen(boris).getByText("У собеседника пропала связь, ждём…").first().waitFor();
    await anna.goto("/chats");
    await Promise.all([hears(anna), hears(boris)]);
    await Promise.all([phase(anna, "connected"), phase(boris, "connected")]);
    await endsFor(anna, boris);
  });

  it("is found again by a page that was loaded anew before it heard that the call was placed", async () => {
    await start();
    let deaf = true;
    await anna.routeWebSocket(/\/ws$/u, (socket) => {
      const server = socket.connectToServer();
      let asked: string | undefined;
      socket.onMessage((text) => {
        const frame = JSON.parse(String(text)) as { type: string; ref?: string };
        if (frame.type === "call:initiate") asked = frame.ref;
        server.send(text);
      });
      server.onMessage((text) => {
        const { ref } = JSON.parse(String(text)) as { ref?: string };
        if (!deaf || asked === undefined || ref !== asked) socket.send(text);
      });
    });
    await anna.reload();
    await startCall(anna, "Аудиозвонок");
    await incomingCall(boris).waitFor();
    deaf = false;
    await anna.reload();
    await callScreen(anna).getByText("Звонит на компьютере").first().waitFor();
    assert.equal(await incomingCall(boris).count(), 1, "it did not stop ringing");
    await incomingCall(boris).getByRole("button", { name: "Ответить" }).click();
    await Promise.all([hears(anna), hears(boris)]);
    await Promise.all([phase(anna, "connected"), phase(boris, "connected")]);
    await endsFor(boris, anna);
  });

  it("is called off from the page that came back", async () => {
    await start();
    await startCall(anna, "Аудиозвонок");
    await incomingCall(boris).waitFor();
    await anna.reload();
    await phase(anna, "outgoing");
    await hangUp(anna);
    await incomingCall(boris).waitFor({ state: "detached" });
  });
});

describe("who calls sees", () => {
  it("on what it really rings", async () => {
    await start();
    await boris.context().close();
    await startCall(anna, "Аудиозвонок");
    await callScreen(anna).getByText("Звонилка у собеседника сейчас закрыта").first().waitFor();
    const phone = await newDevice(browser, server.url, {
      viewport: PHONE,
      userAgent:
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
    });
    await observeCalls(phone);
    await logIn(phone, BORIS);
    await incomingCall(phone).waitFor();
    await callScreen(anna).getByText("Звонит на телефоне").first().waitFor();
    await phone.context().close();
    await callScreen(anna).getByText("Звонилка у собеседника сейчас закрыта").first().waitFor();
    await hangUp(anna);
  });
});

describe("who hides their address", () => {
  it("talks through the server only", async () => {
    await start();
    await boris.goto("/settings/privacy");
    const saved = boris.waitForResponse((answer) => answer.request().method() === "PATCH");
    await boris.getByRole("switch", { name: "Скрывать мой адрес" }).click();
    await saved;
    await eventually(
      () => boris.getByRole("switch", { name: "Скрывать мой адрес" }).isEnabled(),
      (ready) => ready,
      "the setting is kept",
    );
    await talk({ server, anna, boris });
    const kinds = await boris.evaluate(async () => {
      const peer = window.testPeers.at(-1);
      const found: string[] = [];
      (await peer?.getStats())?.forEach((entry: { type: string; candidateType?: string }) => {
        if (entry.type === "local-candidate") found.push(entry.candidateType ?? "");
      });
      return { found, told: peer?.localDescription?.sdp.match(/ typ \w+/g) ?? [] };
    });
    assert.deepEqual([...new Set(kinds.found)], ["relay"]);
    assert.ok(
      kinds.told.every((kind) => kind === " typ relay"),
      kinds.told.join(),
    );
    await endsFor(anna, boris);
  });
});

describe("a second call", () => {
  it("is taken while the first is on hold; one changes over, and the first goes on after the second", async () => {
    await start();
    const clara = await device();
    await registerByLink(clara, server, CLARA);
    await openDirectChat(clara, BORIS);
    await talk({ server, anna, boris });
    await startCall(clara, "Аудиозвонок");
    await callScreen(clara).getByText("Говорит по другому звонку").first().waitFor();
    await boris.getByRole("button", { name: "Ответить, этот удержать" }).click();
    await Promise.all([hears(boris), hears(clara)]);
    await callScreen(anna).getByText("Собеседник поставил звонок на удержание").first().waitFor();

    await boris.getByRole("button", { name: "Переключиться: Анна" }).click();
    await callScreen(clara).getByText("Собеседник поставил звонок на удержание").first().waitFor();
    await hearsOn(anna);

    await boris.getByRole("button", { name: "Переключиться: Клара" }).click();
    await hearsOn(clara);
    await hangUp(clara);
    await boris.locator("[data-call-other]").waitFor({ state: "detached" });
    await hearsOn(anna);
    await endsFor(anna, boris);
    assert.equal(await boris.locator("[data-call-other]").count(), 0);
  });

  it("is not heard of by those who want none: the caller is told that they are busy", async () => {
    await start();
    const clara = await device();
    await registerByLink(clara, server, CLARA);
    await openDirectChat(clara, BORIS);
    await boris.goto("/settings/privacy");
    const saved = boris.waitForResponse((answer) => answer.request().method() === "PATCH");
    await boris.getByRole("switch", { name: "Второй звонок" }).click();
    await saved;
    await talk({ server, anna, boris });
    await startCall(clara, "Аудиозвонок");
    await callScreen(clara).getByText("Занято").first().waitFor();
    await hearsOn(boris);
    assert.equal(await boris.locator("[data-call-waiting]").count(), 0);
    await endsFor(anna, boris);
  });
});
