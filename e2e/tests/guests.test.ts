/** Guests of a group call: a link, a name, a knock, and somebody inside who answers it. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { faults } from "../support/accessibility.ts";
import { DESKTOP, launchBrowser, PHONE } from "../support/browser.ts";
import { callDevice, partAll } from "../support/couple.ts";
import { callScreen, gather, member, NEAR, press, soundGrows, tile } from "../support/groupCall.ts";
import { ANNA, BORIS, chatRow, eventually } from "../support/people.ts";
import { declineRing } from "../support/ring.ts";
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
  await partAll(browser, server);
});

/** Makes a link in the call that goes on, and puts the dialog away. */
async function makeLink(page: Page): Promise<string> {
  const dialog = await openLinks(page);
  await dialog.getByRole("button", { name: "Создать ссылку" }).click();
  const link = await dialog.getByText(/\/guest#/).textContent();
  await dialog.getByRole("button", { name: "Готово" }).click();
  await dialog.getByRole("button", { name: "Закрыть" }).click();
  await page.keyboard.press("Escape");
  assert.ok(link !== null);
  return link;
}

async function openLinks(page: Page) {
  await press(page, /^Ещё/);
  await page.getByRole("button", { name: "Позвать гостя по ссылке" }).click();
  return page.getByRole("dialog", { name: "Ссылки для гостей" });
}

/** Somebody without an account, on a device of their own, who has opened the link. */
async function opens(link: string, viewport = PHONE): Promise<Page> {
  const page = await callDevice(browser, server, { viewport });
  await page.goto(link);
  return page;
}

async function joins(page: Page, name: string): Promise<void> {
  await page.getByLabel("Как вас зовут").fill(name);
  await page.getByRole("button", { name: "Войти", exact: true }).click();
}

function isHeard(page: Page): Promise<boolean> {
  return eventually(
    () => soundGrows(page),
    (grows) => grows,
    "somebody is heard",
  );
}

describe("guests of a group call", () => {
  it("knock, are let in, talk, come back after a reload, and are taken out", async () => {
    server = await Server.start(NEAR);
    const anna = await member(browser, server, ANNA);
    const boris = await member(browser, server, BORIS);
    await gather([anna], [ANNA, BORIS]);
    await declineRing(boris, "Дача");
    const link = await makeLink(anna);

    const olya = await opens(link);
    await olya.getByRole("heading", { name: "Звонок группы «Дача»" }).waitFor();
    await olya.getByText("Вас приглашает Анна").waitFor();
    await olya.getByText("Звонок уже идёт").waitFor();
    await olya.getByLabel("Вы сами").waitFor();
    assert.deepEqual(await faults(olya), []);
    await joins(olya, "Тётя Оля");
    await olya.getByRole("heading", { name: "Ждём, пока вас впустят" }).waitFor();
    assert.deepEqual(await faults(olya), []);
    assert.equal(await olya.evaluate(() => window.testPeers.length), 0, "no line before one is let in");

    const door = anna.getByRole("region", { name: "Гости у двери" });
    await door.getByText("Тётя Оля просится в звонок").waitFor();
    assert.deepEqual(await faults(anna), []);
    await door.getByRole("button", { name: "Впустить: Тётя Оля" }).click();
    await callScreen(olya).getByText("2 человека в звонке").waitFor();
    await door.waitFor({ state: "hidden" });
    await tile(anna, "Тётя Оля · гость").waitFor();
    await tile(olya, "Анна").waitFor();
    await Promise.all([isHeard(anna), isHeard(olya)]);
    await callScreen(anna).getByLabel("Видео: Тётя Оля · гость").waitFor();
    assert.deepEqual(await faults(olya), []);

    // A guest has the call and nothing behind it.
    assert.equal(await olya.getByRole("button", { name: "Свернуть звонок" }).count(), 0);
    await press(olya, /^Ещё/);
    await olya.getByRole("button", { name: /Сохранить журнал/ }).waitFor();
    assert.equal(await olya.getByRole("button", { name: "Открыть чат" }).count(), 0);
    await olya.keyboard.press("Escape");

    // Whoever comes later finds the guest, too.
    await chatRow(boris, "Дача").click();
    await boris.getByRole("region", { name: "Идёт звонок" }).getByRole("button", { name: "Войти" }).click();
    await tile(boris, "Тётя Оля · гость").waitFor();
    await tile(olya, "Борис").waitFor();

    // A page that is loaded anew has its place, and nobody is asked again.
    await olya.reload();
    await callScreen(olya).getByText("3 человека в звонке").waitFor();
    await isHeard(olya);

    await press(anna, /^Ещё/);
    await anna.getByRole("button", { name: "Вывести из звонка: Тётя Оля" }).click();
    await olya.getByRole("heading", { name: "Вас вывели из звонка" }).waitFor();
    assert.deepEqual(await faults(olya), []);
    await tile(anna, "Тётя Оля · гость").waitFor({ state: "detached" });
    await olya.reload();
    await olya.getByRole("heading", { name: "Вас не впустили" }).waitFor();
  });

  it("wait for a call that has not begun, are turned away, and find a revoked link closed", async () => {
    server = await Server.start(NEAR);
    const anna = await member(browser, server, ANNA, DESKTOP);
    await member(browser, server, BORIS);
    await gather([anna], [ANNA, BORIS], "Аудиозвонок");
    const link = await makeLink(anna);
    await press(anna, "Выйти");
    await callScreen(anna).waitFor({ state: "hidden" });

    const [olya, nina] = [await opens(link), await opens(link)];
    await olya.getByText("Звонок ещё не начался: можно подождать здесь").waitFor();
    await joins(olya, "Оля");
    await joins(nina, "Нина");
    for (const page of [olya, nina]) {
      await page.getByRole("heading", { name: "Звонок ещё не начался" }).waitFor();
    }
    await anna.getByRole("button", { name: "Аудиозвонок" }).click();
    for (const page of [olya, nina]) {
      await page.getByRole("heading", { name: "Ждём, пока вас впустят" }).waitFor();
    }
    const door = anna.getByRole("region", { name: "Гости у двери" });
    await door.getByRole("button", { name: "Не впускать: Нина" }).click();
    await nina.getByRole("heading", { name: "Вас не впустили" }).waitFor();
    await door.getByRole("button", { name: "Впустить: Оля" }).click();
    await tile(anna, "Оля · гость").waitFor();
    await isHeard(olya);

    // Who goes by themselves may ask again.
    await press(olya, "Выйти");
    await olya.getByRole("heading", { name: "Вы вышли из звонка" }).waitFor();
    await olya.getByRole("button", { name: "Войти ещё раз" }).click();
    await door.getByRole("button", { name: "Впустить: Оля" }).click();
    await isHeard(olya);

    const links = await openLinks(anna);
    await links.getByRole("button", { name: "Отозвать ссылку" }).click();
    await links.getByRole("alert").getByRole("button", { name: "Отозвать ссылку" }).click();
    await olya.getByRole("heading", { name: "Ссылка больше не действует" }).waitFor();
    await tile(anna, "Оля · гость").waitFor({ state: "detached" });
    const late = await opens(link);
    await late.getByRole("heading", { name: "Ссылка больше не действует" }).waitFor();
    assert.deepEqual(await faults(late), []);
  });

  it("hear when the call is over", async () => {
    server = await Server.start(NEAR);
    const anna = await member(browser, server, ANNA);
    await member(browser, server, BORIS);
    await gather([anna], [ANNA, BORIS], "Аудиозвонок");
    const olya = await opens(await makeLink(anna), DESKTOP);
    await joins(olya, "Оля");
    await anna.getByRole("button", { name: "Впустить: Оля" }).click();
    await isHeard(olya);
    await press(anna, "Выйти");
    await olya.getByRole("heading", { name: "Звонок закончился" }).waitFor();
    await olya.getByRole("button", { name: "Подождать следующего" }).click();
    await olya.getByRole("heading", { name: "Звонок ещё не начался" }).waitFor();
  });
});
