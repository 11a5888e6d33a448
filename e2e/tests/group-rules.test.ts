/** What holds for a group: its photo, the limits of its links, and what its owner switched. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page, Route } from "playwright-core";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { createGroup, makeLink, openInfo } from "../support/groups.ts";
import {
  ANNA,
  BORIS,
  chatRow,
  composer,
  eventually,
  registerByLink,
  seesOnce,
  send,
  type Newcomer,
} from "../support/people.ts";
import { choosePhoto, isLoaded, pictureFile } from "../support/pictures.ts";
import { Server } from "../support/server.ts";

const VERA: Newcomer = { login: "vera", name: "Вера" };
const TITLE = "Дача";

let browser: Browser;
let server: Server;
let anna: Page;
let boris: Page;
let vera: Page;

async function start(): Promise<void> {
  server = await Server.start();
  anna = await newDevice(browser, server.url);
  boris = await newDevice(browser, server.url);
  vera = await newDevice(browser, server.url, { viewport: PHONE });
  await registerByLink(anna, server, ANNA);
  await registerByLink(boris, server, BORIS);
  await registerByLink(vera, server, VERA);
}

async function join(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("button", { name: "Вступить" }).click();
  await composer(page).waitFor();
}

/** The way in is shut, and it says what may be the reason. */
async function isShut(page: Page): Promise<void> {
  await page.getByText("Ссылка не действует").waitFor();
  await page.getByText(/отозвали, вышел срок или по ней уже вступили все/).waitFor();
  assert.equal(await page.getByRole("button", { name: "Вступить" }).count(), 0);
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

describe("a group's photo", () => {
  it("is seen by the others, in the list and in the chat, until it is taken away", async () => {
    await start();
    await createGroup(anna, TITLE, [BORIS]);
    await openInfo(anna);
    const buffer = await pictureFile(anna, { width: 400, height: 300, hue: 120 });
    await choosePhoto(anna, { name: "дача.jpg", mimeType: "image/jpeg", buffer });

    await isLoaded(chatRow(boris, TITLE).locator("img").first());
    await chatRow(boris, TITLE).click();
    await boris.getByRole("log").getByText("Анна сменил(а) фото группы").waitFor();
    const his = await openInfo(boris);
    await isLoaded(his.locator("img").first());
    assert.equal(await his.getByRole("button", { name: "Изменить фото" }).count(), 0, "he is no admin");

    await anna.getByRole("button", { name: "Изменить фото" }).click();
    await anna.getByRole("menuitem", { name: "Убрать фото" }).click();
    await boris.getByRole("log").getByText("Анна убрал(а) фото группы").waitFor();
    await chatRow(boris, TITLE).locator("img").waitFor({ state: "detached" });
  });
});

describe("an invite link", () => {
  it("for one lets one in, and tells the next one, even when they stood at the door", async () => {
    await start();
    await createGroup(anna, TITLE, []);
    const { links, path } = await makeLink(anna, await openInfo(anna), ["1"]);
    await links.getByText("Вступили: 0 из 1").waitFor();
    await vera.goto(path);
    await vera.getByRole("button", { name: "Вступить" }).waitFor();
    await join(boris, path);
    await vera.getByRole("button", { name: "Вступить" }).click();
    await isShut(vera);
    await vera.goto(path);
    await isShut(vera);
    await vera.getByRole("link", { name: "К чатам" }).click();
    await vera.getByRole("searchbox", { name: "Поиск по чатам" }).waitFor();
    assert.equal(await chatRow(vera, TITLE).count(), 0);
    // Who came by it opens it again as a member.
    await boris.goto(path);
    await boris.getByText("Вы уже в этой группе.").waitFor();
  });

  it("ends when its time is over", async () => {
    await start();
    await createGroup(anna, TITLE, []);
    // A day is too long for a test: the page asks for one, and the server hears of a second.
    await anna.route("**/api/chats/*/links", async (route: Route) => {
      const asked = route.request().postDataJSON() as { expiresInSeconds?: number } | null;
      if (route.request().method() !== "POST") return route.fallback();
      assert.equal(asked?.expiresInSeconds, 86_400);
      return route.continue({ postData: JSON.stringify({ ...asked, expiresInSeconds: 1 }) });
    });
    const info = await openInfo(anna);
    const made = anna.waitForResponse(
      (answer) => answer.request().method() === "POST" && answer.url().endsWith("/links"),
    );
    await info.getByRole("button", { name: "Ссылки-приглашения" }).click();
    const links = anna.getByRole("dialog", { name: "Ссылки-приглашения" });
    await links.getByRole("button", { name: "Новая ссылка" }).click();
    await links.getByText("День", { exact: true }).click();
    await links.getByRole("button", { name: "Создать ссылку" }).click();
    const { url } = (await (await made).json()) as { url: string };
    const shut = boris.getByText("Ссылка не действует");
    await eventually(
      async () => {
        await boris.goto(new URL(url).pathname);
        await shut.or(boris.getByRole("button", { name: "Вступить" })).waitFor();
        return shut.isVisible();
      },
      (isOver) => isOver,
      "the link has ended",
    );
    await isShut(boris);
  });

  it("that is revoked shuts the door, and who came by it stays", async () => {
    await start();
    await createGroup(anna, TITLE, []);
    const { links, path } = await makeLink(anna, await openInfo(anna));
    await join(boris, path);
    await vera.goto(path);
    await vera.getByRole("button", { name: "Вступить" }).waitFor();
    await links.getByRole("button", { name: "Отозвать" }).click();
    await anna
      .getByRole("dialog", { name: "Отозвать ссылку?" })
      .getByRole("button", { name: "Отозвать" })
      .click();
    await links.getByText("Ссылок пока нет.").waitFor();
    await vera.getByRole("button", { name: "Вступить" }).click();
    await isShut(vera);
    await send(boris, "Я тут");
    await seesOnce(boris, "Я тут");
  });
});

describe("the switches of a group", () => {
  it("hide what was said from whoever comes later", async () => {
    await start();
    await createGroup(anna, TITLE, [BORIS]);
    await chatRow(boris, TITLE).click();
    await send(boris, "Ключ под ковриком");
    await seesOnce(anna, "Ключ под ковриком");
    const info = await openInfo(anna);
    const saved = anna.waitForResponse((answer) => answer.request().method() === "PATCH");
    await info.getByRole("switch", { name: "Новички видят прежние сообщения" }).click();
    await saved;
    const { path } = await makeLink(anna, info);
    await join(vera, path);
    await anna.getByRole("log").getByText("Вера теперь в группе, по ссылке").waitFor();
    await anna.keyboard.press("Escape");
    await send(anna, "Добро пожаловать");
    await seesOnce(vera, "Добро пожаловать");
    assert.equal(await vera.getByText("Ключ под ковриком").count(), 0);
    await seesOnce(boris, "Ключ под ковриком");
    // Nor does a page loaded anew bring it.
    await vera.reload();
    await seesOnce(vera, "Добро пожаловать");
    assert.equal(await vera.getByText("Ключ под ковриком").count(), 0);
  });

  it("take adding people from members, and give it back", async () => {
    await start();
    await createGroup(anna, TITLE, [BORIS]);
    await chatRow(boris, TITLE).click();
    const his = await openInfo(boris);
    const add = his.getByRole("button", { name: "Добавить людей" });
    await add.waitFor();
    const info = await openInfo(anna);
    const mayAdd = info.getByRole("switch", { name: "Участники могут приглашать" });
    await mayAdd.click();
    await add.waitFor({ state: "detached" });
    assert.equal(await his.getByRole("button", { name: "Ссылки-приглашения" }).count(), 0);
    assert.equal(await his.getByRole("switch").count(), 0, "only who leads it has its switches");

    await mayAdd.click();
    await add.click();
    const dialog = boris.getByRole("dialog", { name: "Добавить людей" });
    await dialog.getByRole("option", { name: /Вера/ }).click();
    await dialog.getByRole("button", { name: "Добавить 1 человека" }).click();
    await chatRow(vera, TITLE).waitFor();
    await anna.getByRole("log").getByText("Борис добавил(а) в группу: Вера").waitFor();
  });
});
