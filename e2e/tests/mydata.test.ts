/** One's own data: what the server says it holds, and an account that goes. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
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
  openDirectChat,
  openFamilyChat,
  passwordOf,
  registerByLink,
  seesOnce,
  send,
} from "../support/people.ts";
import { Server } from "../support/server.ts";
import { readZip } from "../support/zip.ts";

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

async function fitsThePhone(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px too wide`);
}

describe("one's own data", () => {
  it("is downloaded with the password, as an archive that opens", async () => {
    server = await Server.start();
    const anna = await newDevice(browser, server.url, { viewport: PHONE, serviceWorker: true });
    await registerByLink(anna, server, ANNA);
    await openFamilyChat(anna);
    const list = Buffer.from("молоко, хлеб, чай ".repeat(20_000));
    const choosing = anna.waitForEvent("filechooser");
    await anna.getByRole("button", { name: "Прикрепить" }).click();
    await anna.getByRole("menuitem", { name: "Файл" }).click();
    await (await choosing).setFiles({ name: "список.txt", mimeType: "text/plain", buffer: list });
    await anna.getByRole("dialog").getByRole("button", { name: "Отправить" }).click();
    await anna.getByRole("log").getByText("список.txt").waitFor();
    await send(anna, "Возьму с собой");
    await seesOnce(anna, "Возьму с собой");

    await anna.goto("/settings/data");
    await anna.getByRole("button", { name: "Скачать всё…" }).click();
    const dialog = anna.getByRole("dialog", { name: "Скачать всё" });
    await dialog.getByRole("textbox", { name: "пароль", exact: false }).fill("совсем не он");
    await dialog.getByRole("button", { name: "Скачать" }).click();
    await dialog.getByText("Это не ваш пароль").waitFor();
    await fitsThePhone(anna);
    await dialog.getByRole("textbox", { name: "пароль", exact: false }).fill(passwordOf(ANNA));
    const downloading = anna.waitForEvent("download");
    await dialog.getByRole("button", { name: "Скачать" }).click();
    const download = await downloading;
    assert.match(download.suggestedFilename(), /^zvonilka-\d{4}-\d\d-\d\d\.zip$/);
    const entries = readZip(await readFile(await download.path()));
    await anna.getByRole("status").getByText("Сервер отправил всё", { exact: false }).waitFor();
    await fitsThePhone(anna);

    const names = [...entries.keys()];
    const messagesAt = names.find((name) => /^chats\/.*\/messages-00001\.json$/.test(name)) ?? "";
    const messages = JSON.parse(String(entries.get(messagesAt))) as {
      text?: string;
      attachments: { file: string }[];
    }[];
    assert.equal(messages.filter(({ text }) => text === "Возьму с собой").length, 1);
    const [attachment] = messages.flatMap(({ attachments }) => attachments);
    assert.deepEqual(entries.get(attachment?.file ?? ""), list);
    const profile = JSON.parse(String(entries.get("profile.json"))) as { login: string };
    assert.equal(profile.login, ANNA.login);
    assert.match(String(entries.get("README.txt")), /ваши данные[\s\S]*your data/);
    assert.ok(entries.has("finished.json"));
  });

  it("is told, and goes with the account; what others received stays", async () => {
    server = await Server.start();
    const anna = await newDevice(browser, server.url, { viewport: PHONE });
    const boris = await newDevice(browser, server.url, { locale: "en-GB" });
    await registerByLink(anna, server, ANNA);
    await boris.goto(`/invite/${await server.invite()}`);
    await boris.getByLabel("Login", { exact: true }).fill(BORIS.login);
    await boris.getByLabel("Name", { exact: true }).fill(BORIS.name);
    await boris.getByRole("textbox", { name: "Password" }).fill(passwordOf(BORIS));
    await boris.getByRole("button", { name: "Sign up" }).click();
    await boris.getByRole("button", { name: "Skip all" }).click();
    await openDirectChat(anna, BORIS);
    await send(anna, "Запомни меня");
    await seesOnce(anna, "Запомни меня");
    await chatRow(boris, ANNA.name).click();
    await bubbles(boris, "Запомни меня").waitFor();

    await anna.goto("/settings/data");
    const held = anna.getByRole("list", { name: "Мои данные" });
    const messages = held.getByRole("listitem").filter({ hasText: "Ваши сообщения" });
    await messages.getByText("1", { exact: true }).waitFor();
    await fitsThePhone(anna);

    await anna.getByRole("button", { name: "Удалить аккаунт…" }).click();
    const dialog = anna.getByRole("dialog", { name: "Удалить аккаунт" });
    await dialog.getByRole("textbox", { name: "Ваш пароль" }).fill("совсем не он");
    await dialog.getByRole("button", { name: "Удалить навсегда" }).click();
    await dialog.getByText("Это не ваш пароль").waitFor();
    await fitsThePhone(anna);
    await dialog.getByRole("textbox", { name: "Ваш пароль" }).fill(passwordOf(ANNA));
    await dialog.getByRole("button", { name: "Удалить навсегда" }).click();
    await anna.getByRole("button", { name: "Войти" }).waitFor();
    await eventually(
      () => anna.evaluate(async () => (await indexedDB.databases()).map((database) => database.name)),
      (left) => left.length === 0,
      "nothing of the account is left on the device",
    );
    await anna.getByLabel("Логин", { exact: false }).first().fill(ANNA.login);
    await anna.getByRole("textbox", { name: "Пароль" }).fill(passwordOf(ANNA));
    await anna.getByRole("button", { name: "Войти" }).click();
    await anna.getByText("Неверный логин или пароль").waitFor();

    // The other one has the words, from nobody, and nobody to answer.
    await boris.getByRole("heading", { name: "Deleted account" }).first().waitFor();
    await bubbles(boris, "Запомни меня").waitFor();
    await boris.getByText("The account is deleted.", { exact: false }).waitFor();
    await composer(boris).waitFor({ state: "detached" });
    await boris.reload();
    await boris.getByRole("heading", { name: "Deleted account" }).first().waitFor();
    await bubbles(boris, "Запомни меня").waitFor();
    assert.equal(await boris.getByText(ANNA.name, { exact: true }).count(), 0);
  });
});
