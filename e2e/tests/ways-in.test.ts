/** Signing in by more, or by something else, than a password: codes of an app, recovery codes, passkeys. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { faults } from "../support/accessibility.ts";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { ANNA, passwordOf, registerByLink, waitForChats } from "../support/people.ts";
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

/** What an app shows for a secret as the page writes it, so many steps of half a minute from now (RFC 6238). */
function codeOf(secret: string, steps = 0): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replaceAll(" ", "")]
    .map((char) => alphabet.indexOf(char).toString(2).padStart(5, "0"))
    .join("");
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  const step = Buffer.alloc(8);
  step.writeBigInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac("sha1", Buffer.from(bytes)).update(step).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function fitsThePhone(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px too wide`);
}

async function usable(page: Page): Promise<void> {
  await fitsThePhone(page);
  assert.deepEqual(await faults(page), []);
}

async function givePassword(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Ваш пароль" }).fill(passwordOf(ANNA));
}

/** Fills in login and password on another device; comes to the question for a code. */
async function toTheCode(page: Page): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Логин", { exact: false }).first().fill(ANNA.login);
  await page.getByRole("textbox", { name: "Пароль" }).fill(passwordOf(ANNA));
  await page.getByRole("button", { name: "Войти" }).click();
  await page.getByRole("heading", { name: "Подтвердите вход" }).waitFor();
}

/** A device whose browser holds keys itself and answers for the person. */
async function withKeys(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function logOut(page: Page): Promise<void> {
  await page.goto("/settings");
  await page.getByRole("button", { name: "Выйти" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Выйти" }).click();
  await page.getByRole("button", { name: "Войти" }).waitFor();
}

describe("ways in", () => {
  it("a code from an app, or a recovery code, besides the password", async () => {
    server = await Server.start();
    const page = await newDevice(browser, server.url, { viewport: PHONE, reducedMotion: true });
    await registerByLink(page, server, ANNA);
    await page.goto("/settings/security");
    await page.getByText("Выключен", { exact: true }).waitFor();
    await usable(page);
    await page.getByRole("button", { name: "Включить" }).click();
    await page.getByRole("textbox", { name: "Ваш пароль" }).fill("совсем не он");
    await page.getByRole("button", { name: "Дальше" }).click();
    await page.getByText("Это не ваш пароль").waitFor();
    await givePassword(page);
    await page.getByRole("button", { name: "Дальше" }).click();
    await page.getByRole("img", { name: "QR-код для приложения с кодами" }).waitFor();
    await usable(page);
    const secret = (await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent()) ?? "";
    await page.getByLabel("Код из приложения").fill("нет");
    await page.getByRole("button", { name: "Включить" }).last().click();
    await page.getByText(/Код не подошёл/).waitFor();
    await page.getByLabel("Код из приложения").fill(codeOf(secret));
    await page.getByRole("button", { name: "Включить" }).last().click();
    const list = page.getByRole("list", { name: "Резервные коды" }).getByRole("listitem");
    await list.first().waitFor();
    const recovery = await list.allTextContents();
    assert.equal(recovery.length, 10);
    await usable(page);
    await page.getByRole("button", { name: "Коды сохранены" }).click();
    await page.getByText("Осталось 10 резервных кодов").waitFor();
    await page.getByText("Включён", { exact: true }).waitFor();

    // A code is good a step early, so the next one is fresh whatever the time.
    const other = await newDevice(browser, server.url, { viewport: PHONE, reducedMotion: true });
    await toTheCode(other);
    await usable(other);
    await other.getByLabel("Код из приложения").fill("нет");
    await other.getByRole("button", { name: "Войти" }).click();
    await other.getByText(/Код не подошёл/).waitFor();
    await other.getByLabel("Код из приложения").fill(codeOf(secret, 1));
    await other.keyboard.press("Enter");
    await waitForChats(other);
    await other.goto("/settings/sessions");
    await other.getByText("вход: пароль и код").waitFor();

    const third = await newDevice(browser, server.url, { viewport: PHONE, reducedMotion: true });
    await toTheCode(third);
    await third.getByRole("button", { name: "Ввести резервный код" }).click();
    await third.getByLabel("Резервный код").fill(recovery[0] ?? "");
    await usable(third);
    await third.getByRole("button", { name: "Войти" }).click();
    await waitForChats(third);

    await page.reload();
    await page.getByText("Осталось 9 резервных кодов").waitFor();
    await page.getByRole("button", { name: "Новые резервные коды" }).click();
    await givePassword(page);
    await page.getByLabel(/или резервный код/).fill(recovery[0] ?? "");
    await page.getByRole("button", { name: "Сделать новые" }).click();
    await page.getByText(/Код не подошёл/).waitFor();
    await page.getByLabel(/или резервный код/).fill(recovery[1] ?? "");
    await page.getByRole("button", { name: "Сделать новые" }).click();
    await list.first().waitFor();
    const renewed = await list.allTextContents();
    await page.getByRole("button", { name: "Коды сохранены" }).click();
    await page.getByText("Осталось 10 резервных кодов").waitFor();
    await page.getByRole("button", { name: "Выключить" }).click();
    await givePassword(page);
    await page.getByLabel(/или резервный код/).fill(renewed[0] ?? "");
    await usable(page);
    await page.getByRole("button", { name: "Выключить" }).last().click();
    await page.getByText("Выключен", { exact: true }).waitFor();
  });

  it("a passkey without any password", async () => {
    server = await Server.start();
    const page = await newDevice(browser, server.url, { viewport: PHONE, reducedMotion: true });
    await withKeys(page);
    await registerByLink(page, server, ANNA);
    await page.goto("/settings/security");
    await page.getByText("Ключей пока нет.").waitFor();
    await page.getByRole("button", { name: "Добавить ключ" }).click();
    await givePassword(page);
    await page.getByRole("textbox", { name: "Название" }).fill("Мой телефон");
    await usable(page);
    await page.getByRole("button", { name: "Создать ключ" }).click();
    const keys = page.getByRole("list", { name: "Ключи доступа" }).getByRole("listitem");
    await keys.getByText("Мой телефон").waitFor();
    await keys.getByText(/ещё не использовался/).waitFor();
    await usable(page);
    // The same device holds one already.
    await page.getByRole("button", { name: "Добавить ключ" }).click();
    await givePassword(page);
    await page.getByRole("button", { name: "Создать ключ" }).click();
    await page.getByText("На этом устройстве уже есть ключ").waitFor();
    await page.keyboard.press("Escape");

    await logOut(page);
    await usable(page);
    await page.getByRole("button", { name: "По ключу доступа" }).click();
    await waitForChats(page);
    await page.goto("/settings/sessions");
    await page.getByText("вход: ключ доступа").waitFor();
    await page.goto("/settings/security");
    await keys.getByText(/вход только что/).waitFor();

    await page.getByRole("button", { name: "Переименовать: Мой телефон" }).click();
    await page.getByRole("textbox", { name: "Название" }).fill("Связка");
    await page.getByRole("button", { name: "Сохранить" }).click();
    await page.getByRole("button", { name: "Удалить: Связка" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Удалить" }).click();
    await page.getByText("Ключей пока нет.").waitFor();

    // The device has the key still, and nobody knows it any more.
    await logOut(page);
    await page.getByRole("button", { name: "По ключу доступа" }).click();
    await page.getByText("Сервер не знает этого ключа доступа. Войдите с паролем.").waitFor();
  });

  it("passkeys are not offered where they cannot work, and the page says why", async () => {
    server = await Server.start({ ZVONILKA_SERVER_PUBLIC_URL: "https://chat.example.org" });
    const page = await newDevice(browser, server.url, { viewport: PHONE, reducedMotion: true });
    await registerByLink(page, server, ANNA);
    await page.goto("/settings/security");
    await page.getByText("Ключи доступа работают на странице chat.example.org.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Добавить ключ" }).count(), 0);
    await usable(page);
    await logOut(page);
    assert.equal(await page.getByRole("button", { name: "По ключу доступа" }).count(), 0);
  });
});
