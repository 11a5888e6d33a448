/** Guests of a group call: a link, a name, a knock, and somebody inside who answers it. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { faults } from "../support/accessibility.ts";
import { DESKTOP, launchBrowser, PHONE } from "../support/browser.ts";
import { partAll } from "../support/couple.ts";
import { callScreen, gather, hearsSomebody, member, NEAR, press, tile } from "../support/groupCall.ts";
import { createGroup, openInfo } from "../support/groups.ts";
import { guestDevice, joins, makeGuestLink, openGuestLinks } from "../support/guests.ts";
import { ANNA, BORIS, chatRow } from "../support/people.ts";
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

function opens(link: string, viewport = PHONE): Promise<Page> {
  return guestDevice(browser, server, link, viewport);
}

describe("guests of a group call", () => {
  it("knock, are let in, talk, come back after a reload, and are taken out", async () => {
    server = await Server.start(NEAR);
    const anna = await member(browser, server, ANNA);
    const boris = await member(browser, server, BORIS);
    await gather([anna], [ANNA, BORIS]);
    await declineRing(boris, "Дача");
    const link = await makeGuestLink(anna);

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
    await Promise.all([hearsSomebody(anna), hearsSomebody(olya)]);
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
    await boris.getByRole("region", { name: "Идёт звонок" }).getByText("Анна +1 гость").waitFor();
    await boris.getByRole("region", { name: "Идёт звонок" }).getByRole("button", { name: "Войти" }).click();
    await tile(boris, "Тётя Оля · гость").waitFor();
    await tile(olya, "Борис").waitFor();

    // A page that is loaded anew has its place, and nobody is asked again.
    await olya.reload();
    await callScreen(olya).getByText("3 человека в звонке").waitFor();
    await hearsSomebody(olya);

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
    const link = await makeGuestLink(anna);
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
    await hearsSomebody(olya);

    // Who goes by themselves may ask again.
    await press(olya, "Выйти");
    await olya.getByRole("heading", { name: "Вы вышли из звонка" }).waitFor();
    await olya.getByRole("button", { name: "Войти ещё раз" }).click();
    await door.getByRole("button", { name: "Впустить: Оля" }).click();
    await hearsSomebody(olya);

    const links = await openGuestLinks(anna);
    await links.getByRole("button", { name: "Отозвать ссылку" }).click();
    await links.getByRole("alert").getByRole("button", { name: "Отозвать ссылку" }).click();
    await olya.getByRole("heading", { name: "Ссылка больше не действует" }).waitFor();
    await tile(anna, "Оля · гость").waitFor({ state: "detached" });
    const late = await opens(link);
    await late.getByRole("heading", { name: "Ссылка больше не действует" }).waitFor();
    assert.deepEqual(await faults(late), []);
  });

  it("are invited before the call, from the page about the group, by those who may", async () => {
    server = await Server.start(NEAR);
    const anna = await member(browser, server, ANNA);
    const boris = await member(browser, server, BORIS);
    await createGroup(anna, "Дача", [BORIS]);
    const info = await openInfo(anna);
    await info.getByRole("button", { name: "Гости в звонках" }).click();
    const dialog = anna.getByRole("dialog", { name: "Ссылки для гостей" });
    await dialog.getByRole("button", { name: "Создать ссылку" }).click();
    const link = await dialog.getByText(/\/guest#/).textContent();
    assert.ok(link !== null);
    assert.deepEqual(await faults(anna), []);
    await dialog.getByRole("button", { name: "Готово" }).click();
    await dialog.getByText("Ваша ссылка").waitFor();
    await dialog.getByRole("button", { name: "Закрыть" }).click();
    const olya = await opens(link);
    await joins(olya, "Оля");
    await olya.getByRole("heading", { name: "Звонок ещё не начался" }).waitFor();

    // Who may add nobody to the group may invite no guests either.
    await chatRow(boris, "Дача").click();
    const invites = (await openInfo(boris)).getByRole("button", { name: "Гости в звонках" });
    await invites.waitFor();
    await info.getByRole("switch", { name: "Участники могут приглашать" }).click({ force: true });
    await invites.waitFor({ state: "detached" });

    await anna.getByRole("button", { name: "Аудиозвонок" }).first().click();
    await callScreen(anna).getByRole("button", { name: "Впустить: Оля" }).click();
    await Promise.all([anna, olya].map(hearsSomebody));
  });

  it("hear when the call is over", async () => {
    server = await Server.start(NEAR);
    const anna = await member(browser, server, ANNA);
    await member(browser, server, BORIS);
    await gather([anna], [ANNA, BORIS], "Аудиозвонок");
    const olya = await opens(await makeGuestLink(anna), DESKTOP);
    await joins(olya, "Оля");
    await anna.getByRole("button", { name: "Впустить: Оля" }).click();
    await hearsSomebody(olya);
    await press(anna, "Выйти");
    await olya.getByRole("heading", { name: "Звонок закончился" }).waitFor();
    await olya.getByRole("button", { name: "Подождать следующего" }).click();
    await olya.getByRole("heading", { name: "Звонок ещё не начался" }).waitFor();
  });
});
