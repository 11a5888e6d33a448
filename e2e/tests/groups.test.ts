/** Groups, and my own side of chats: everybody sees the same people, roles and lists. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { createGroup, makeLink, openInfo } from "../support/groups.ts";
import {
  ANNA,
  BORIS,
  chatRow,
  composer,
  eventually,
  logIn,
  openDirectChat,
  passwordOf,
  registerByLink,
  seesOnce,
  send,
  waitForChats,
  type Newcomer,
} from "../support/people.ts";
import { Server } from "../support/server.ts";

const VERA: Newcomer = { login: "vera", name: "Вера" };

let browser: Browser;
let server: Server;
let anna: Page;
let boris: Page;

async function start(): Promise<void> {
  server = await Server.start();
  anna = await newDevice(browser, server.url);
  boris = await newDevice(browser, server.url, { viewport: PHONE });
  await registerByLink(anna, server, ANNA);
  await registerByLink(boris, server, BORIS);
}

/** Chooses something in the menu of a member. */
async function withMember(page: Page, info: Locator, name: string, item: string): Promise<void> {
  await info.getByRole("button", { name: `Действия: ${name}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

async function inRowMenu(page: Page, title: string, item: string): Promise<void> {
  await chatRow(page, title).click({ button: "right" });
  await page.getByRole("menuitem", { name: item, exact: true }).click();
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

describe("a group", () => {
  it("is made, talked in, and shows everybody who has which role", async () => {
    await start();
    await createGroup(anna, "Дача", [BORIS]);
    await chatRow(boris, "Дача").click();
    await boris.getByRole("log").getByText("Анна создал(а) группу «Дача»").waitFor();
    await send(boris, "Когда едем?");
    await seesOnce(anna, "Когда едем?");

    const info = await openInfo(anna);
    await withMember(anna, info, "Борис", "Назначить администратором");
    await info.getByRole("button", { name: /Борис/ }).getByText("администратор").waitFor();
    await boris
      .getByRole("log")
      .getByText(/назначил\(а\) администратором: вы/)
      .waitFor();
    const his = await openInfo(boris);
    await his.getByRole("button", { name: "Изменить название и описание" }).click();
    await his.getByLabel("Название чата").fill("Дача летом");
    await his.getByLabel("Описание").fill("Поездки и грядки");
    await his.getByRole("button", { name: "Сохранить" }).click();
    await info.getByText("Поездки и грядки").waitFor();
    await anna.getByRole("heading", { name: "Дача летом" }).first().waitFor();
  });

  it("is joined by its link, also by somebody who must log in first, until the link is revoked", async () => {
    await start();
    await createGroup(anna, "Школа", []);
    const { links, path } = await makeLink(anna, await openInfo(anna));

    // Boris opens it on a device on which nobody is signed in.
    const tablet = await newDevice(browser, server.url);
    await tablet.goto(path);
    await tablet.getByLabel("Логин", { exact: false }).first().fill(BORIS.login);
    await tablet.getByRole("textbox", { name: "Пароль" }).fill(passwordOf(BORIS));
    await tablet.getByRole("button", { name: "Войти" }).click();
    await tablet.getByRole("heading", { name: "Школа" }).waitFor();
    await tablet.getByRole("button", { name: "Вступить" }).click();
    await composer(tablet).waitFor();
    await anna.getByRole("log").getByText("Борис теперь в группе, по ссылке").waitFor();
    await chatRow(boris, "Школа").waitFor();

    await links.getByRole("button", { name: "Отозвать" }).click();
    await anna
      .getByRole("dialog", { name: "Отозвать ссылку?" })
      .getByRole("button", { name: "Отозвать" })
      .click();
    await links.getByText("Ссылок пока нет.").waitFor();
    const vera = await newDevice(browser, server.url, { viewport: PHONE });
    await registerByLink(vera, server, VERA);
    await vera.goto(path);
    await vera.getByText("Ссылка не действует").waitFor();
  });

  it("is made with somebody who registered after the people were looked at, found in the list and by name", async () => {
    await start();
    await anna.getByRole("button", { name: "Новый чат" }).first().click();
    const picker = anna.getByRole("dialog", { name: "Новый чат" });
    await picker.getByRole("button", { name: /Борис/ }).waitFor();
    await picker.getByRole("searchbox").fill("Вер");
    await picker.getByText("Никого не нашли").waitFor();
    await anna.keyboard.press("Escape");
    await picker.waitFor({ state: "detached" });
    const vera = await newDevice(browser, server.url);
    await registerByLink(vera, server, VERA);
    await createGroup(anna, "Дача", [VERA]);
    await chatRow(vera, "Дача").waitFor();
    await anna.getByRole("button", { name: "Новый чат" }).first().click();
    await picker.getByRole("searchbox").fill("Вер");
    await picker.getByRole("button", { name: /Вера/ }).waitFor();
  });

  it("closes for whoever is removed, and stays with an heir when its owner leaves", async () => {
    await start();
    const vera = await newDevice(browser, server.url, { viewport: PHONE });
    await registerByLink(vera, server, VERA);
    await createGroup(anna, "Соседи", [BORIS, VERA]);
    await chatRow(boris, "Соседи").click();
    await composer(boris).waitFor();
    const info = await openInfo(anna);
    await withMember(anna, info, "Борис", "Исключить из группы");
    await anna.getByRole("dialog").getByRole("button", { name: "Исключить" }).click();
    await boris.getByText("Этого чата нет").waitFor();
    await info.getByRole("button", { name: /Борис/ }).waitFor({ state: "detached" });

    await info.getByRole("button", { name: "Выйти из группы" }).click();
    await anna
      .getByRole("dialog", { name: "Кому передать группу?" })
      .getByRole("button", { name: /Вера/ })
      .click();
    await anna
      .getByRole("dialog", { name: "Выйти из группы?" })
      .getByRole("button", { name: "Выйти" })
      .click();
    await chatRow(anna, "Соседи").waitFor({ state: "detached" });
    await chatRow(vera, "Соседи").click();
    await vera.getByRole("log").getByText("Анна больше не в группе").waitFor();
    const hers = await openInfo(vera);
    await hers.getByText("владелец").waitFor();
  });
});

describe("my own side of a chat", () => {
  it("is pinned, silenced, put away and marked on all my devices", async () => {
    await start();
    await createGroup(anna, "Дача", [BORIS]);
    await openDirectChat(anna, BORIS);
    await send(anna, "Привет");
    await seesOnce(anna, "Привет");
    const phone = await newDevice(browser, server.url, { viewport: PHONE });
    await logIn(phone, ANNA);
    const firstRow = async (): Promise<string> =>
      phone.getByRole("list", { name: "Чаты" }).getByRole("link").first().innerText();
    await eventually(firstRow, (text) => text.includes("Борис"), "the newest chat is first");

    await inRowMenu(anna, "Дача", "Закрепить");
    await eventually(firstRow, (text) => text.includes("Дача"), "the pinned chat is first");
    await inRowMenu(anna, "Дача", "Без звука…");
    await anna.getByRole("dialog").getByRole("button", { name: "На 8 часов" }).click();
    await chatRow(phone, "Дача").getByText("Без звука").waitFor({ state: "attached" });
    await inRowMenu(anna, "Дача", "Отметить непрочитанным");
    await chatRow(phone, "Дача").getByLabel("Отмечен непрочитанным").waitFor();
    await inRowMenu(anna, "Дача", "В архив");
    await chatRow(phone, "Дача").waitFor({ state: "detached" });
    await phone.getByRole("link", { name: /Архив/ }).click();
    await chatRow(phone, "Дача").waitFor();
    await phone.goBack();
    await chatRow(phone, "Борис").waitFor();
  });

  it("keeps what I began to write for my other device", async () => {
    await start();
    await openDirectChat(anna, BORIS);
    await composer(anna).fill("Не забыть про молоко");
    const phone = await newDevice(browser, server.url, { viewport: PHONE });
    await logIn(phone, ANNA);
    await chatRow(phone, "Борис").getByText("Не забыть про молоко").waitFor();
    await chatRow(phone, "Борис").click();
    await eventually(
      () => composer(phone).inputValue(),
      (text) => text === "Не забыть про молоко",
      "the draft is in the composer",
    );
    await phone.goBack();
    await send(anna, "Купи молоко");
    await chatRow(phone, "Борис").getByText("Купи молоко").waitFor();
  });

  it("is a place for notes, and a chat deleted for both is gone for both", async () => {
    await start();
    await anna.getByRole("button", { name: "Новый чат" }).first().click();
    await anna.getByRole("dialog").getByRole("button", { name: "Избранное" }).click();
    await composer(anna).waitFor();
    await send(anna, "Пароль от дачи");
    await seesOnce(anna, "Пароль от дачи");
    await chatRow(anna, "Избранное").getByText("Пароль от дачи").waitFor();

    await openDirectChat(anna, BORIS);
    await send(anna, "Ненадолго");
    await chatRow(boris, "Анна").waitFor();
    await inRowMenu(anna, "Борис", "Удалить чат…");
    await anna.getByRole("dialog", { name: "Удалить чат?" }).getByRole("button", { name: "У обоих" }).click();
    await chatRow(boris, "Анна").waitFor({ state: "detached" });
    await waitForChats(boris);
    assert.equal(await boris.getByText("Ненадолго").count(), 0);
  });
});
