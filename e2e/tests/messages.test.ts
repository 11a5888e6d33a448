/** Two people chat: nothing is lost, nothing is doubled, nobody is logged out by surprise. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import {
  ANNA,
  BORIS,
  bubbles,
  chatRow,
  composer,
  eventually,
  logIn,
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
let anna: Page;
let boris: Page;

async function start(env: Record<string, string> = {}): Promise<void> {
  server = await Server.start(env);
  anna = await newDevice(browser, server.url);
  boris = await newDevice(browser, server.url, { viewport: PHONE });
  await registerByLink(anna, server, ANNA);
  await registerByLink(boris, server, BORIS);
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

describe("messages", () => {
  it("travel both ways in the family chat and in a direct chat, with unread count, typing and ticks", async () => {
    await start();
    await openFamilyChat(anna);
    await send(anna, "Всем привет!");
    await chatRow(boris, "Семья").getByText("Всем привет!").waitFor();
    await openFamilyChat(boris);
    await seesOnce(boris, "Всем привет!");
    await send(boris, "И тебе привет");
    await seesOnce(anna, "И тебе привет");

    await openDirectChat(anna, BORIS);
    await send(anna, "Это только тебе");
    await boris.goBack();
    await chatRow(boris, ANNA.name).getByText("1", { exact: true }).waitFor();
    await chatRow(boris, ANNA.name).click();
    await seesOnce(boris, "Это только тебе");
    await anna.getByRole("log").getByText("Прочитано").last().waitFor({ state: "attached" });
    await composer(boris).pressSequentially("Пиш");
    await anna.getByText("печатает…").first().waitFor();
    await composer(boris).fill("");
    await send(boris, "Взаимно");
    await seesOnce(anna, "Взаимно");
    await seesOnce(boris, "Взаимно");
  });

  it("sent while the server is down arrive exactly once after it is back, also after a reload", async () => {
    await start();
    await openFamilyChat(anna);
    await openFamilyChat(boris);
    await server.kill();
    await send(anna, "Первое без сервера");
    await send(anna, "Второе без сервера");
    await bubbles(anna, "Второе без сервера").waitFor();
    await anna.getByRole("log").getByText("Отправляется").first().waitFor({ state: "attached" });
    // The outbox outlives the page: what waits is sent by a new one. (Not a reload: with the server away the
    // browser's own error page would race the next navigation.)
    const device = anna.context();
    await anna.close();
    await server.up();
    anna = await device.newPage();
    await anna.goto("/chats");
    await openFamilyChat(anna);
    for (const text of ["Первое без сервера", "Второе без сервера"]) {
      await seesOnce(boris, text);
      await seesOnce(anna, text);
    }
    await anna.reload();
    await seesOnce(anna, "Первое без сервера");
    await seesOnce(anna, "Второе без сервера");
    const order = await boris.getByRole("log").innerText();
    assert.ok(
      order.indexOf("Первое без") < order.indexOf("Второе без"),
      "in the order in which they were written",
    );
  });

  it("that could not be loaded without the server load by themselves once it is back", async () => {
    await start();
    await openFamilyChat(anna);
    await send(anna, "Написано раньше");
    await chatRow(boris, "Семья").getByText("Написано раньше").waitFor();
    await server.kill();
    await chatRow(boris, "Семья").click();
    await boris.getByText("Сообщения не загрузились").waitFor();
    await server.up();
    await seesOnce(boris, "Написано раньше");
  });

  it("survive the server being killed in the middle of a burst", async () => {
    await start();
    await openFamilyChat(anna);
    await openFamilyChat(boris);
    for (let n = 1; n <= 12; n++) {
      await send(anna, `Строка ${n}.`);
      if (n === 6) {
        await server.kill();
        await server.up();
      }
    }
    for (let n = 1; n <= 12; n++) {
      await seesOnce(anna, `Строка ${n}.`);
      await seesOnce(boris, `Строка ${n}.`);
    }
  });
});

describe("sessions", () => {
  it("outlive a reload, and the page still knows who is here", async () => {
    await start();
    await openDirectChat(anna, BORIS);
    await anna.getByText("в сети", { exact: true }).first().waitFor();
    await anna.reload();
    await composer(anna).waitFor();
    assert.ok(!anna.url().includes("/login"));
    await anna.getByText("в сети", { exact: true }).first().waitFor();
    await boris.context().close();
    await anna
      .getByText(/был\(а\)/)
      .first()
      .waitFor();
  });

  it("renew an expired access token unnoticed", async () => {
    await start({ ZVONILKA_AUTH_ACCESS_TTL: "4s" });
    await openFamilyChat(anna);
    await openFamilyChat(boris);
    const seen = new Set<string>();
    anna.on("response", (response) => {
      if (response.url().endsWith("/api/auth/refresh") && response.ok()) seen.add(`${seen.size}`);
    });
    await eventually(
      async () => seen.size,
      (count) => count >= 3,
      "the page renews its token by itself",
    );
    await send(anna, "Всё ещё здесь");
    await seesOnce(boris, "Всё ещё здесь");
    await seesOnce(anna, "Всё ещё здесь");
    assert.ok(!anna.url().includes("/login"));
  });

  it("end at once when ended from another device", async () => {
    await start();
    const laptop = await newDevice(browser, server.url);
    await logIn(laptop, ANNA);
    await openFamilyChat(anna);
    await laptop.goto("/settings/sessions");
    await laptop.getByRole("button", { name: "Завершить все остальные" }).click();
    await laptop.getByRole("dialog").getByRole("button", { name: "Завершить" }).click();
    await anna.getByRole("button", { name: "Войти" }).waitFor();
    await anna.getByText("Сеанс завершён. Войдите снова.").waitFor();
    await laptop.goto("/chats");
    await waitForChats(laptop);
  });

  it("ended by logging out leave nothing on the device", async () => {
    await start();
    await openFamilyChat(anna);
    await send(anna, "Тайна");
    await seesOnce(anna, "Тайна");
    await anna.goto("/settings");
    await anna.getByRole("main").getByRole("button", { name: "Выйти" }).first().click();
    await anna.getByRole("dialog").getByRole("button", { name: "Выйти" }).click();
    await anna.getByRole("button", { name: "Войти" }).waitFor();
    await eventually(
      () => anna.evaluate(async () => (await indexedDB.databases()).map((database) => database.name)),
      (left) => left.length === 0,
      "the cache is wiped",
    );
    await anna.goto("/chats");
    await anna.getByRole("button", { name: "Войти" }).waitFor();
  });
});
