/**
 * Simple mode: few large photos, where one tap calls; a way out that no stray finger finds; calls that are answered
 * without a touch; and what the family's admin proposes holds only by a yes.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { faults } from "../support/accessibility.ts";
import { DESKTOP, launchBrowser, newDevice, PHONE, TABLET } from "../support/browser.ts";
import { answer, callDevice, partAll } from "../support/couple.ts";
import { callScreen, control, incomingCall, startCall } from "../support/incall.ts";
import { createGroup } from "../support/groups.ts";
import { flow, hears } from "../support/media.ts";
import {
  ANNA,
  BORIS,
  eventually,
  logIn,
  openDirectChat,
  passwordOf,
  registerByLink,
  waitForChats,
  type Newcomer,
} from "../support/people.ts";
import { ringScreen } from "../support/ring.ts";
import { Server } from "../support/server.ts";

const GRANNY: Newcomer = { login: "granny", name: "Бабушка" };

let browser: Browser;
let server: Server;
/** Runs the server. */
let anna: Page;
/** At a phone that nobody touches. */
let granny: Page;

async function start(): Promise<void> {
  server = await Server.start();
  anna = await callDevice(browser, server);
  granny = await callDevice(browser, server, { viewport: PHONE });
  await registerByLink(anna, server, ANNA, await server.invite("--admin"));
  await registerByLink(granny, server, GRANNY);
}

async function boris(): Promise<Page> {
  const page = await callDevice(browser, server);
  await registerByLink(page, server, BORIS);
  return page;
}

function photo(page: Page, person: Newcomer): Locator {
  return page.getByRole("button", { name: new RegExp(`Позвонить.*: ${person.name}`) });
}

/** Whoever is on the page, with what happens when they call. */
async function addPerson(page: Page, person: Newcomer, whenTheyCall?: string): Promise<void> {
  await page.getByRole("button", { name: "Добавить человека" }).click();
  const picker = page.getByRole("dialog", { name: "Кого добавить" });
  await picker.getByRole("button", { name: person.name }).click();
  await picker.waitFor({ state: "detached" });
  if (whenTheyCall === undefined) return;
  const card = page.getByRole("listitem").filter({ has: page.getByText(person.name, { exact: true }) });
  await card.getByLabel("Когда звонит этот человек").selectOption(whenTheyCall);
}

async function openOwnSettings(page: Page): Promise<void> {
  await page.goto("/settings/simple");
  await page.getByRole("switch", { name: "Простая страница" }).waitFor();
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Сохранить" }).click();
}

/** Anna proposes from the page of that person. */
async function propose(person: Newcomer, whenAnnaCalls: string): Promise<void> {
  await anna.goto("/people");
  await anna
    .getByRole("link", { name: new RegExp(person.name) })
    .first()
    .click();
  await anna.getByRole("link", { name: "Настроить простой режим" }).click();
  await addPerson(anna, ANNA, whenAnnaCalls);
  await anna.getByRole("button", { name: "Предложить", exact: true }).click();
  await anna.getByText(/Предложено .* пока не ответил/).waitFor();
}

function proposal(page: Page): Locator {
  return page.getByRole("dialog", { name: "Вам предлагают" });
}

async function callGranny(kind: "Аудиозвонок" | "Видеозвонок" = "Аудиозвонок"): Promise<void> {
  await anna.goto("/chats");
  await openDirectChat(anna, GRANNY);
  await startCall(anna, kind);
}

/** From a device of theirs somewhere else. */
async function endOtherSessions(person: Newcomer): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ login: person.login, password: passwordOf(person) });
  const login = await fetch(`${server.url}/api/auth/login`, { method: "POST", headers, body });
  const { accessToken } = (await login.json()) as { accessToken: string };
  const ended = await fetch(`${server.url}/api/auth/sessions`, {
    method: "DELETE",
    headers: { Authorization: `Bearer ${accessToken}` },
  });
  assert.equal(ended.status, 204);
}

async function noFaults(page: Page, what: string): Promise<void> {
  assert.deepEqual(await faults(page), [], what);
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

describe("simple mode", () => {
  it("is a page of photos where one tap calls, on all devices, until somebody holds the way out", async () => {
    await start();
    await openOwnSettings(granny);
    await noFaults(granny, "the settings of simple mode");
    await granny.getByRole("switch", { name: "Простая страница" }).check({ force: true });
    await addPerson(granny, ANNA);
    await save(granny);
    await photo(granny, ANNA).waitFor();
    assert.equal(await granny.getByRole("searchbox").count(), 0, "there are no chats");
    await noFaults(granny, "the page of photos");

    // The same after a reload, wherever the address leads.
    await granny.goto("/people");
    await photo(granny, ANNA).click();
    const ringing = incomingCall(anna);
    await ringing.waitFor();
    assert.match(await ringing.innerText(), /по видео/, "a tap calls as it was chosen");
    await noFaults(granny, "a call that goes out of the page of photos");
    await answer(anna);
    await Promise.all([hears(anna, { video: true }), hears(granny, { video: true })]);
    assert.equal(await granny.getByRole("button", { name: /^Ещё/ }).count(), 0, "only what everybody needs");
    await control(granny, "Завершить").click();
    for (const page of [anna, granny]) await callScreen(page).waitFor({ state: "detached" });

    const leave = granny.getByRole("button", { name: "Выйти" });
    const asked = granny.getByRole("dialog", { name: "Простой режим" });
    await leave.click();
    await granny.getByText("Держите кнопку три секунды").waitFor();
    // Half of the time is not enough.
    await leave.hover();
    await granny.mouse.down();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await granny.mouse.up();
    assert.equal(await asked.count(), 0);
    await granny.mouse.down();
    await asked.waitFor();
    await granny.mouse.up();
    await noFaults(granny, "the way out");
    await asked.getByRole("button", { name: "Остаться" }).click();
    await asked.waitFor({ state: "detached" });
    // With a keyboard it is a button as any other.
    await leave.press("Enter");
    await asked.getByRole("button", { name: "Выключить" }).click();
    await granny.goto("/chats");
    await waitForChats(granny);
  });

  it("answers a group's call with the same large button, and goes back to the photos after it", async () => {
    await start();
    await openOwnSettings(granny);
    await granny.getByRole("switch", { name: "Простая страница" }).check({ force: true });
    await addPerson(granny, ANNA);
    await save(granny);
    await photo(granny, ANNA).waitFor();
    await createGroup(anna, "Дача", [GRANNY]);
    await anna.getByRole("button", { name: "Видеозвонок" }).click();
    const rings = ringScreen(granny, "Дача");
    await rings.getByText("Анна зовёт в видеозвонок").waitFor();
    await noFaults(granny, "a group that rings in simple mode");
    const size = await rings.getByRole("button", { name: "Ответить" }).first().boundingBox();
    assert.ok(size !== null && size.width >= 80 && size.height >= 80, JSON.stringify(size));
    await rings.getByRole("button", { name: "Ответить" }).first().click();
    await callScreen(granny).waitFor();
    await Promise.all([hears(anna, { video: true }), hears(granny, { video: true })]);
    await noFaults(granny, "a group's call in simple mode");
    assert.equal(await granny.getByRole("button", { name: /^Ещё/ }).count(), 0, "only what everybody needs");
    await callScreen(granny).getByRole("button", { name: "Выйти" }).click();
    await photo(granny, ANNA).waitFor();
    await callScreen(granny).waitFor({ state: "detached" });
  });

  it("has large buttons to answer a call, and goes from this device with whoever is signed out", async () => {
    await start();
    await openOwnSettings(granny);
    await granny.getByRole("switch", { name: "Простая страница" }).check({ force: true });
    await addPerson(granny, ANNA);
    await save(granny);
    await photo(granny, ANNA).waitFor();
    await callGranny();
    await incomingCall(granny).waitFor();
    await noFaults(granny, "an incoming call in simple mode");
    const size = await incomingCall(granny).getByRole("button", { name: "Ответить" }).boundingBox();
    assert.ok(size !== null && size.width >= 80 && size.height >= 80, JSON.stringify(size));
    await answer(granny);
    await Promise.all([hears(anna), hears(granny)]);
    await control(anna, "Завершить").click();
    await callScreen(granny).waitFor({ state: "detached" });

    assert.notEqual(await granny.evaluate(() => localStorage.getItem("zvonilka.simpleMode")), null);
    await endOtherSessions(GRANNY);
    await granny.waitForURL(/login/);
    await eventually(
      () => granny.evaluate(() => localStorage.getItem("zvonilka.simpleMode")),
      (kept) => kept === null,
      "nothing of her is left here",
    );
  });
});

describe("an answer without a touch", () => {
  it("comes after a countdown, with sound in both directions and the camera that was chosen", async () => {
    await start();
    await openOwnSettings(granny);
    await addPerson(granny, ANNA, "camera");
    await granny.getByText(/тот услышит вас, даже если вы не подошли/).waitFor();
    await noFaults(granny, "the settings with a trusted person");
    await save(granny);
    await granny.getByRole("button", { name: "Убрать всё" }).waitFor();
    // From here on nobody touches this page.
    await callGranny("Видеозвонок");
    await incomingCall(granny)
      .getByText(/Ответим сами, с камерой, через \d/)
      .waitFor();
    await noFaults(granny, "the countdown");
    await Promise.all([hears(anna, { video: true }), hears(granny, { video: true })]);
    await control(anna, "Завершить").click();
    await callScreen(granny).waitFor({ state: "detached" });
  });

  it("comes from one of several devices, however close they are; the others say where it is and nothing else", async () => {
    await start();
    await openOwnSettings(granny);
    await addPerson(granny, ANNA, "sound");
    await save(granny);
    await granny.getByRole("button", { name: "Убрать всё" }).waitFor();
    await granny.goto("/chats");
    await waitForChats(granny);
    const tablet = await callDevice(browser, server, { viewport: TABLET });
    // Later than the phone by less than it takes to see that it was answered; and it never hears who took the call.
    let late = false;
    await tablet.routeWebSocket(/\/ws$/u, (socket) => {
      socket.connectToServer().onMessage((message) => {
        if (!late) socket.send(message);
        else if (message.includes('"call:incoming"')) setTimeout(() => socket.send(message), 400);
        else if (!message.includes('"call:taken"')) socket.send(message);
      });
    });
    await logIn(tablet, GRANNY);
    for (late of [false, true]) {
      const asks = late ? tablet.waitForRequest(/\/api\/calls\/[0-9a-f-]{36}$/u) : null;
      await callGranny();
      const devices = [granny, tablet];
      await Promise.all(
        devices.map((page) =>
          incomingCall(page)
            .getByText(/Ответим сами/)
            .waitFor(),
        ),
      );
      await hears(anna);
      // It asked what became of the call that it could not take.
      await asks;
      const screens = devices.map((page) => callScreen(page));
      await eventually(
        () => Promise.all(screens.map((screen) => screen.count())),
        ([phone = 0, other = 0]) => (late ? phone === 1 && other === 0 : phone + other === 1),
        "one has the call",
      );
      const there = (await screens[0]?.count()) === 1 ? granny : tablet;
      const elsewhere = there === granny ? tablet : granny;
      await hears(there);
      if (!late) await elsewhere.getByText(/Ваш звонок идёт на другом устройстве/).waitFor();
      assert.deepEqual(await elsewhere.getByRole("alert").allInnerTexts(), [], late ? "late" : "at once");
      assert.equal(await incomingCall(elsewhere).count(), 0);
      await control(anna, "Завершить").click();
      await callScreen(there).waitFor({ state: "detached" });
      await elsewhere.getByText(/Ваш звонок идёт на другом устройстве/).waitFor({ state: "detached" });
      await callScreen(anna).waitFor({ state: "detached" });
    }
  });

  it("can be stopped, and then rings on until somebody answers", async () => {
    await start();
    await openOwnSettings(granny);
    await addPerson(granny, ANNA, "sound");
    await save(granny);
    await granny.getByRole("button", { name: "Убрать всё" }).waitFor();
    await callGranny("Видеозвонок");
    await incomingCall(granny).getByRole("button", { name: "Не отвечать за меня" }).click();
    await incomingCall(granny)
      .getByText(/Ответим сами/)
      .waitFor({ state: "detached" });
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    assert.ok(await incomingCall(granny).isVisible(), "it rings on");
    assert.equal(await flow(anna).then((now) => now.audioPackets), 0, "nobody is heard");
    await incomingCall(granny).getByRole("button", { name: "Отклонить" }).click();
    await anna
      .getByText(/отклон/i)
      .first()
      .waitFor();
  });

  it("is only for whom the person trusts", async () => {
    await start();
    const other = await boris();
    await openOwnSettings(granny);
    await addPerson(granny, ANNA, "sound");
    await save(granny);
    await granny.getByRole("button", { name: "Убрать всё" }).waitFor();
    await openDirectChat(other, GRANNY);
    await startCall(other, "Аудиозвонок");
    await incomingCall(granny).waitFor();
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    assert.ok(await incomingCall(granny).isVisible(), "it rings on");
    assert.equal(await granny.getByText(/Ответим сами/).count(), 0);
  });
});

describe("what the admin proposes", () => {
  it("is told plainly, holds only by a yes, and is taken back at any time", async () => {
    await start();
    await propose(GRANNY, "sound");
    await noFaults(anna, "the screen of whoever proposes");
    const shown = proposal(granny);
    await shown.getByText("Анна предлагает настроить вашу страницу").waitFor();
    await shown.getByText("Ответим на звонок без касания").waitFor();
    await noFaults(granny, "a proposal");
    // Nothing holds yet: her call only rings.
    await callGranny();
    await incomingCall(granny).waitFor();
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    assert.ok(await incomingCall(granny).isVisible(), "it rings on");
    await incomingCall(granny).getByRole("button", { name: "Отклонить" }).click();

    await shown.getByRole("button", { name: "Согласиться" }).click();
    await photo(granny, ANNA).waitFor();
    await shown.waitFor({ state: "detached" });
    await callGranny();
    await Promise.all([hears(anna), hears(granny)]);
    await control(anna, "Завершить").click();
    await callScreen(granny).waitFor({ state: "detached" });

    // She sees whose idea it was, and ends it.
    await granny.getByRole("button", { name: "Выйти" }).press("Enter");
    await granny.getByText(/Настройку предложил\(а\) Анна, вы согласились/).waitFor();
    await granny.getByRole("button", { name: "Изменить" }).click();
    await granny.getByRole("button", { name: "Убрать всё" }).click();
    await granny.getByRole("dialog").getByRole("button", { name: "Убрать", exact: true }).click();
    await granny.getByText("Пока никого.").waitFor();
    await anna.goto("/people");
    await callGranny();
    await incomingCall(granny).waitFor();
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    assert.ok(await incomingCall(granny).isVisible(), "it rings on");
  });

  it("is refused, withdrawn or made anew while it is looked at", async () => {
    await start();
    await propose(GRANNY, "camera");
    await proposal(granny).getByRole("button", { name: "Отказаться" }).click();
    await proposal(granny).waitFor({ state: "detached" });
    await anna.getByText("Бабушка отказался(лась).").waitFor();

    await anna.getByRole("button", { name: "Предложить", exact: true }).click();
    await proposal(granny).waitFor();
    await anna.getByLabel("Когда звонит этот человек").selectOption("never");
    await anna.getByRole("button", { name: "Предложить заново" }).click();
    await proposal(granny)
      .getByText("Ответим на звонок без касания, с камерой")
      .waitFor({ state: "detached" });
    await proposal(granny).waitFor();
    await anna.getByRole("button", { name: "Отозвать" }).click();
    await proposal(granny).waitFor({ state: "detached" });
    await openOwnSettings(granny);
    await granny.getByText("Пока никого.").waitFor();
    assert.equal(await granny.getByRole("switch", { name: "Простая страница" }).isChecked(), false);
  });

  it("is nobody's but the admin's to propose", async () => {
    await start();
    const page = await newDevice(browser, server.url, { viewport: DESKTOP });
    await registerByLink(page, server, BORIS);
    await page.goto("/people");
    await page
      .getByRole("link", { name: new RegExp(GRANNY.name) })
      .first()
      .click();
    await page.getByRole("heading", { name: GRANNY.name }).waitFor();
    assert.equal(await page.getByRole("link", { name: "Настроить простой режим" }).count(), 0);
  });
});
