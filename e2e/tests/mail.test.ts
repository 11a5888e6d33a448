/** What letters open: a forgotten password, an address that is one's own; and a page that offers none of it without mail. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { linkIn, MailServer } from "../support/mail.ts";
import { ANNA, passwordOf, registerByLink, waitForChats } from "../support/people.ts";
import { Server } from "../support/server.ts";

const ADDRESS = "anna@mail.example";

let browser: Browser;
let server: Server;
let mail: MailServer;

before(async () => {
  browser = await launchBrowser();
  mail = await MailServer.start();
});

after(async () => {
  await browser.close();
  mail.stop();
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await server.dispose();
});

/** Gives Anna an address in the settings and confirms it by the letter. */
async function confirmAddress(page: Page): Promise<void> {
  await page.goto("/settings/email");
  await page.getByLabel("Адрес почты", { exact: true }).fill(ADDRESS);
  await page.getByRole("textbox", { name: "Ваш пароль" }).fill(passwordOf(ANNA));
  await page.getByRole("button", { name: "Сохранить адрес" }).click();
  await page.getByText("Не подтверждён", { exact: true }).waitFor();
  const letter = await mail.next();
  assert.equal(letter.to, ADDRESS);
  await page.goto(linkIn(letter));
  await page.getByRole("button", { name: "Подтвердить адрес" }).click();
  await page.getByText("Адрес подтверждён").waitFor();
}

async function fitsThePhone(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px too wide`);
}

describe("letters", () => {
  it("set a forgotten password anew and sign out everywhere, once", async () => {
    server = await Server.start(mail.env);
    const page = await newDevice(browser, server.url, { viewport: PHONE });
    await registerByLink(page, server, ANNA);
    await confirmAddress(page);
    await page.goto("/settings/email");
    await page.getByText("Подтверждён", { exact: true }).waitFor();
    await page.getByText("Сообщать о новых входах").waitFor();
    await fitsThePhone(page);

    const other = await newDevice(browser, server.url, { viewport: PHONE });
    await other.goto("/login");
    await other.getByRole("link", { name: "Забыли пароль?" }).click();
    await other.getByLabel("E-mail").fill(ADDRESS);
    await other.getByRole("button", { name: "Отправить ссылку" }).click();
    await other.getByText("Проверьте почту").waitFor();
    await fitsThePhone(other);
    const link = linkIn(await mail.next());
    await other.goto(link);
    await other.getByText("Учётная запись: anna").waitFor();
    await other.getByRole("textbox", { name: "Новый пароль" }).fill("совсем другой пароль");
    await other.getByRole("button", { name: "Сохранить пароль" }).click();
    await other.getByText("Пароль изменён").waitFor();
    await fitsThePhone(other);
    assert.match((await mail.next()).text, /Пароль изменён/);
    // The other device is out, and the link is used up.
    await page.getByText("Сеанс завершён. Войдите снова.").first().waitFor();
    await page.goto(link);
    await page.getByText("Ссылка больше не действует").waitFor();
    await page.getByRole("link", { name: "Запросить новую ссылку" }).waitFor();

    await other.getByRole("link", { name: "Войти" }).click();
    await other.getByLabel("Логин", { exact: false }).first().fill(ADDRESS);
    await other.getByRole("textbox", { name: "Пароль" }).fill("совсем другой пароль");
    await other.getByRole("button", { name: "Войти" }).click();
    await waitForChats(other);
    assert.match((await mail.next()).text, /Новый вход/);
  });

  it("are not offered where none are sent", async () => {
    server = await Server.start();
    const page = await newDevice(browser, server.url, { viewport: PHONE });
    await page.goto("/forgot");
    await page.getByText("Этот сервер не отправляет писем").waitFor();
    await page.getByRole("link", { name: "Войти" }).click();
    await page.getByRole("button", { name: "Войти" }).waitFor();
    assert.equal(await page.getByRole("link", { name: "Забыли пароль?" }).count(), 0);
    await registerByLink(page, server, ANNA);
    await page.goto("/settings");
    await page.getByRole("link", { name: /Устройства/ }).waitFor();
    assert.equal(await page.getByRole("link", { name: /Почта/ }).count(), 0);
    await page.goto("/settings/email");
    await page.getByText("Такого раздела нет").waitFor();
  });
});
