/** The device itself: a clock that is set wrong breaks nothing, and whoever signs out leaves nothing behind. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { DAY_MS, setClockWrong } from "../support/clock.ts";
import { answer, callDevice } from "../support/couple.ts";
import { endCall, incomingCall, startCall } from "../support/incall.ts";
import { hears } from "../support/media.ts";
import {
  ANNA,
  BORIS,
  chatRow,
  composer,
  eventually,
  openDirectChat,
  openFamilyChat,
  registerByLink,
  seesOnce,
  send,
  waitForChats,
} from "../support/people.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;

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

/** The moments that stand beside the words of the open chat, in their order. */
function moments(page: Page): Promise<number[]> {
  return page
    .getByRole("log")
    .locator("time")
    .evaluateAll((times) => times.map((time) => Date.parse(time.getAttribute("datetime") ?? "")));
}

const TRUE_WITHIN_MS = 5 * 60_000;

describe("a clock that is set wrong", () => {
  for (const [how, annaBy, borisBy] of [
    ["one is a day ahead and the other a day behind", DAY_MS, -DAY_MS],
    ["the one who calls is a day behind", -DAY_MS, DAY_MS],
  ] as const) {
    it(`changes nothing: ${how}`, async () => {
      // A token that runs out while the test goes on: when it is renewed must not hang on the clock.
      server = await Server.start({ ZVONILKA_AUTH_ACCESS_TTL: "20s" });
      const anna = await callDevice(browser, server);
      const boris = await callDevice(browser, server, { viewport: PHONE });
      await setClockWrong(anna, annaBy);
      await setClockWrong(boris, borisBy);
      const renewals: number[] = [];
      anna.on("request", (request) => {
        if (request.url().endsWith("/api/auth/refresh")) renewals.push(Date.now());
      });
      await registerByLink(anna, server, ANNA);
      const isWrong = await anna.evaluate(() => Date.now());
      assert.ok(Math.abs(isWrong - Date.now() - annaBy) < TRUE_WITHIN_MS, "the clock is wrong");
      await registerByLink(boris, server, BORIS);
      const begun = Date.now();
      await openDirectChat(anna, BORIS);

      // Words go to and fro, stand in the order in which they were said, and at the true time.
      await composer(anna).pressSequentially("Первое");
      await boris.getByText("печатает…").first().waitFor();
      await composer(anna).press("Enter");
      await chatRow(boris, ANNA.name).click();
      await seesOnce(boris, "Первое");
      await send(boris, "Второе");
      await seesOnce(anna, "Второе");
      await send(anna, "Третье");
      await seesOnce(boris, "Третье");
      for (const page of [anna, boris]) {
        const log = await page.getByRole("log").innerText();
        const places = ["Первое", "Второе", "Третье"].map((text) => log.indexOf(text));
        assert.deepEqual(
          places,
          places.toSorted((a, b) => a - b),
          log,
        );
        assert.match(log, /Сегодня/, "said today, whatever the device believes");
        const said = await moments(page);
        assert.equal(said.length >= 3, true);
        for (const moment of said) {
          assert.ok(Math.abs(moment - Date.now()) < TRUE_WITHIN_MS, new Date(moment).toISOString());
        }
      }
      // Typing stops by itself, too.
      await boris.getByText("печатает…").first().waitFor({ state: "detached" });

      // A call rings, is answered, counts from nothing, and ends on both sides.
      await startCall(anna, "Аудиозвонок");
      await incomingCall(boris).waitFor();
      await answer(boris);
      await Promise.all([hears(anna), hears(boris)]);
      await anna
        .getByRole("timer")
        .getByText(/^0?0:\d\d$/)
        .waitFor();
      await endCall(anna, boris);
      await anna.goto("/calls");
      await anna.getByRole("main").getByText(BORIS.name).first().waitFor();

      // The token ran out meanwhile, and nobody had to sign in again, nor did the page ask without end.
      await eventually(
        () => Promise.resolve(Date.now() - begun),
        (passed) => passed > 25_000,
        "a token's life",
      );
      await anna.goto("/chats");
      await openDirectChat(anna, BORIS);
      await send(anna, "Четвёртое");
      await seesOnce(boris, "Четвёртое");
      assert.ok(renewals.length > 0, "the token was renewed");
      const life = (Date.now() - begun) / 20_000;
      assert.ok(renewals.length <= 4 * life + 4, `${renewals.length} renewals in ${life} lives of a token`);
    });
  }
});

describe("signing out", () => {
  it("asks about what is not sent, and leaves nothing of the person on the device", async () => {
    server = await Server.start();
    const anna = await newDevice(browser, server.url, { serviceWorker: true });
    const context = anna.context();
    await context.grantPermissions(["notifications"], { origin: server.url });
    await registerByLink(anna, server, ANNA);
    await openFamilyChat(anna);
    await send(anna, "Тайное слово");
    await seesOnce(anna, "Тайное слово");
    await anna.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.showNotification("Борис", { body: "Тайный ответ", tag: "chat-1" });
      const cache = await caches.open("zvonilka-shared");
      await cache.put("/share", new Response("чужим не показывать"));
      sessionStorage.setItem("zvonilka.wanted", "/chats/secret");
      localStorage.setItem("zvonilka.recentEmoji", '["🎉"]');
    });
    // Something waits for the server: whoever signs out hears that it would be lost.
    await anna.goto("/settings");
    await anna.getByRole("button", { name: "Выйти" }).first().waitFor();
    await anna.goto("/chats");
    await openFamilyChat(anna);
    await server.kill();
    await send(anna, "Ещё не ушло");
    await seesOnce(anna, "Ещё не ушло");
    await anna
      .getByRole("link", { name: "Настройки" })
      .or(anna.getByRole("tab", { name: "Настройки" }))
      .first()
      .click();
    await anna.getByRole("button", { name: "Выйти" }).first().click();
    const dialog = anna.getByRole("dialog", { name: /Выйти/ });
    await dialog.getByText(/1 сообщение ещё не отправлено и пропадёт/).waitFor();
    await dialog.getByRole("button", { name: "Выйти" }).click();
    await anna.getByRole("button", { name: "Войти" }).waitFor();

    const left = await eventually(
      () =>
        anna.evaluate(async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          const stored = { ...localStorage, ...sessionStorage } as Record<string, string>;
          return {
            databases: (await indexedDB.databases()).map(({ name }) => name),
            caches: (await caches.keys()).filter((name) => !name.startsWith("zvonilka-page-")),
            shown: (await registration?.getNotifications())?.map(({ body }) => body) ?? [],
            subscribed: (await registration?.pushManager.getSubscription()) != null,
            keys: Object.keys(stored).sort(),
          };
        }),
      ({ databases, shown, caches: kept }) =>
        databases.length === 0 && shown.length === 0 && kept.length === 0,
      "the person is gone from the device",
    );
    const device = [
      "zvonilka.logoutPending",
      "zvonilka.language",
      "zvonilka.plainNoticeRead",
      "zvonilka.pushAsked",
      "zvonilka.theme",
    ];
    assert.deepEqual(
      left.keys.filter((key) => !device.includes(key)),
      [],
    );
    assert.equal(left.subscribed, false);
    // What the worker keeps are the page's own files: no word of a person is in them.
    const inCaches = await anna.evaluate(async () => {
      const found: string[] = [];
      for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys())
          found.push(new URL(request.url).pathname);
      }
      return found;
    });
    assert.deepEqual(
      inCaches.filter((path) => path.startsWith("/api")),
      [],
    );
    // The server hears of it as soon as it can be told, and takes the cookies back.
    await server.up();
    await anna.goto("/chats");
    await anna.getByRole("button", { name: "Войти" }).waitFor();
    await eventually(
      async () => (await context.cookies()).map(({ name }) => name),
      (cookies) => cookies.length === 0,
      "the cookies are gone",
    );
    assert.equal(await anna.evaluate(() => localStorage.getItem("zvonilka.logoutPending")), null);
    // Somebody else signs in here and sees their own things; what was not sent is lost, as was said.
    await registerByLink(anna, server, BORIS);
    await waitForChats(anna);
    assert.equal(await anna.getByText("Ещё не ушло").count(), 0);
  });
});
