/** People: contacts, blocks, privacy and photos, as the other one sees them. */
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { ANNA, BORIS, eventually, registerByLink, type Newcomer } from "../support/people.ts";
import { choosePhoto, isLoaded } from "../support/pictures.ts";
import { Server } from "../support/server.ts";

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

/** Opens somebody's profile through the directory. */
async function openProfile(page: Page, person: Newcomer): Promise<void> {
  await page.goto("/people");
  await page
    .getByRole("link", { name: new RegExp(person.name) })
    .first()
    .click();
  await page.getByRole("heading", { name: person.name }).waitFor();
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

describe("contacts", () => {
  it("are asked for and accepted, with a badge for who waits", async () => {
    await start();
    await openProfile(anna, BORIS);
    await anna.getByRole("button", { name: "Добавить в контакты" }).click();
    await anna.getByRole("button", { name: "Отозвать запрос" }).waitFor();

    await boris.getByRole("link", { name: "Люди, 1 запрос в контакты" }).click();
    await boris.getByRole("button", { name: "Принять запрос: Анна" }).click();
    await boris
      .getByRole("region", { name: "Контакты", exact: true })
      .getByRole("link", { name: /Анна/ })
      .waitFor();
    await boris.getByRole("link", { name: "Люди", exact: true }).waitFor();
    await anna.getByText("В контактах").waitFor();
  });

  it("are blocked and let in again", async () => {
    await start();
    await openProfile(anna, BORIS);
    await anna.getByRole("button", { name: "Ещё действия" }).click();
    await anna.getByRole("menuitem", { name: "Заблокировать" }).click();
    await anna.getByRole("dialog").getByRole("button", { name: "Заблокировать" }).click();
    await anna.getByRole("button", { name: "Разблокировать" }).waitFor();

    await openProfile(boris, ANNA);
    await boris.getByText("Этот человек ограничил, кто может ему писать и звонить.").waitFor();
    await boris.getByRole("button", { name: "Написать" }).waitFor({ state: "detached" });

    await anna.goto("/settings/privacy");
    await anna.getByRole("button", { name: "Разблокировать: Борис" }).click();
    await anna.getByText("Вы никого не заблокировали.").waitFor();
    await openProfile(boris, ANNA);
    await boris.getByRole("button", { name: "Написать" }).waitFor();
  });
});

describe("privacy", () => {
  it("hides from others that I am here", async () => {
    await start();
    await openProfile(boris, ANNA);
    await boris.getByRole("article").getByText("в сети", { exact: true }).waitFor();
    await anna.goto("/settings/privacy");
    await anna
      .getByRole("radiogroup", { name: "Когда я в сети" })
      .getByText("Никто", { exact: true })
      .click();
    await openProfile(boris, ANNA);
    await boris.getByRole("article").getByText("был(а) недавно").waitFor();
  });
});

describe("my profile", () => {
  it("tells others what I say about myself", async () => {
    await start();
    await anna.goto("/settings/profile");
    await anna.getByLabel("О себе").fill("Пеку пироги");
    await anna.getByRole("button", { name: "Сохранить" }).click();
    await anna.getByText("Сохранено").waitFor();

    await openProfile(boris, ANNA);
    await boris.getByText("Пеку пироги").waitFor();
  });

  it("shows others my photo until I take it away", async () => {
    await start();
    await anna.goto("/settings/profile");
    await choosePhoto(anna, { name: "me.png", mimeType: "image/png", buffer: await picture(anna) });

    await openProfile(boris, ANNA);
    const photo = boris.getByRole("article").locator("img").first();
    await isLoaded(photo);

    await anna.getByRole("button", { name: "Изменить фото" }).click();
    await anna.getByRole("menuitem", { name: "Убрать фото" }).click();
    await eventually(
      () => boris.getByRole("article").locator("img").count(),
      (count) => count === 0,
      "the photo is gone",
    );
  });
});

/** A picture that a browser has drawn. */
async function picture(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 400;
    canvas.height = 300;
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    context.fillStyle = "tomato";
    context.fillRect(0, 0, 400, 300);
    context.fillStyle = "gold";
    context.beginPath();
    context.arc(200, 150, 100, 0, 7);
    context.fill();
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  return Buffer.from(base64, "base64");
}
