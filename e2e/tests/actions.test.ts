/** What people do with messages: answer, edit, delete, react, send on, pin, select, find. On a desktop and on a phone. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import {
  ANNA,
  BORIS,
  bubbles,
  composer,
  openDirectChat,
  openFamilyChat,
  registerByLink,
  seesOnce,
  waitForChats,
  send,
} from "../support/people.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;
/** At a desk. */
let anna: Page;
/** On a phone. */
let boris: Page;

before(async () => {
  browser = await launchBrowser();
  server = await Server.start();
  anna = await newDevice(browser, server.url);
  boris = await newDevice(browser, server.url, { viewport: PHONE });
  await registerByLink(anna, server, ANNA);
  await registerByLink(boris, server, BORIS);
  await openDirectChat(anna, BORIS);
  await openDirectChat(boris, ANNA);
});

after(async () => {
  await browser.close();
  await server.dispose();
});

/** The bubble with these words. */
function bubble(page: Page, text: string): Locator {
  return page.getByRole("log").getByRole("article").filter({ hasText: text }).last();
}

async function choose(page: Page, text: string, item: string): Promise<void> {
  await bubble(page, text).click({ button: "right" });
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

function dialog(page: Page, name: string | RegExp): Locator {
  return page.getByRole("dialog", { name });
}

describe("a message", () => {
  it("is answered; the answer shows what it answers, and a press goes there", async () => {
    await send(anna, "Когда приедете?");
    await seesOnce(boris, "Когда приедете?");
    await choose(boris, "Когда приедете?", "Ответить");
    await boris.getByText("Ответ: Анна").waitFor();
    await send(boris, "К двум");
    const quote = bubble(anna, "К двум").getByRole("button", { name: /Когда приедете/ });
    await quote.waitFor();
    await quote.click();
    await anna.locator("[data-highlighted]").getByText("Когда приедете?").waitFor();
    // The strip is gone once the answer is sent.
    await boris.getByText("Ответ: Анна").waitFor({ state: "detached" });
  });

  it("is edited by the arrow key in an empty field, and everybody sees that it was", async () => {
    await send(anna, "Возьмите зантик");
    await seesOnce(boris, "Возьмите зантик");
    await composer(anna).press("ArrowUp");
    await anna.getByText("Изменение сообщения").waitFor();
    assert.equal(await composer(anna).inputValue(), "Возьмите зантик");
    await composer(anna).fill("Возьмите зонтик");
    await composer(anna).press("Enter");
    await seesOnce(boris, "Возьмите зонтик");
    await bubble(boris, "Возьмите зонтик").getByText("изменено").waitFor();
    assert.equal(await bubbles(boris, "Возьмите зантик").count(), 0);
    // Escape leaves an edit as it was.
    await choose(anna, "Возьмите зонтик", "Изменить");
    await composer(anna).fill("Не то");
    await composer(anna).press("Escape");
    await anna.getByText("Изменение сообщения").waitFor({ state: "detached" });
    assert.equal(await composer(anna).inputValue(), "");
    await seesOnce(anna, "Возьмите зонтик");
  });

  it("is answered with signs, counted for both, and it is told who set them", async () => {
    await bubble(anna, "К двум").click({ button: "right" });
    await anna.getByRole("menuitem", { name: "Реакция ❤️" }).click();
    await boris.getByRole("button", { name: "❤️, 1" }).click();
    await anna.getByRole("button", { name: "❤️, 2" }).waitFor();
    await choose(anna, "К двум", "Кто отреагировал");
    const who = dialog(anna, "Кто отреагировал");
    await who.getByText(ANNA.name).waitFor();
    await who.getByText(BORIS.name).waitFor();
    await anna.keyboard.press("Escape");
    await boris.getByRole("button", { name: "❤️, 2" }).click();
    await anna.getByRole("button", { name: "❤️, 1" }).waitFor();
    // A double click is the first sign, and the second one takes it back.
    await bubbles(anna, "К двум").dblclick();
    await boris.getByRole("button", { name: "👍, 1" }).waitFor();
    await bubbles(anna, "К двум").dblclick();
    await boris.getByRole("button", { name: "👍, 1" }).waitFor({ state: "detached" });
  });

  it("is deleted for everybody and leaves its place, or for oneself and leaves nothing", async () => {
    await send(anna, "Лишнее для всех");
    await seesOnce(boris, "Лишнее для всех");
    await choose(anna, "Лишнее для всех", "Удалить");
    await dialog(anna, "Удалить сообщение?").getByRole("button", { name: "Удалить у всех" }).click();
    await bubble(boris, "Сообщение удалено").waitFor();
    await bubble(anna, "Сообщение удалено").waitFor();
    assert.equal(await bubbles(boris, "Лишнее для всех").count(), 0);

    await send(anna, "Лишнее для меня");
    await seesOnce(boris, "Лишнее для меня");
    await choose(boris, "Лишнее для меня", "Удалить");
    // What somebody else said can only be deleted for oneself.
    const asked = dialog(boris, "Удалить сообщение?");
    await asked.getByRole("button", { name: "Удалить у меня" }).waitFor();
    assert.equal(await asked.getByRole("button", { name: "Удалить у всех" }).count(), 0);
    await asked.getByRole("button", { name: "Удалить у меня" }).click();
    await bubbles(boris, "Лишнее для меня").first().waitFor({ state: "detached" });
    await boris.reload();
    await seesOnce(boris, "Возьмите зонтик");
    assert.equal(await bubbles(boris, "Лишнее для меня").count(), 0);
    await seesOnce(anna, "Лишнее для меня");
  });

  it("is sent on into another chat, under the name of who said it first", async () => {
    await choose(boris, "Возьмите зонтик", "Переслать");
    const forward = dialog(boris, "Переслать сообщение");
    await forward.getByRole("searchbox").fill("Сем");
    await forward.getByRole("checkbox", { name: /Семья/ }).click();
    await forward.getByRole("button", { name: "Переслать" }).click();
    await bubble(boris, "Возьмите зонтик").getByText("Переслано: Анна").waitFor();
    await openFamilyChat(anna);
    await bubble(anna, "Возьмите зонтик").getByText("Переслано: Анна").waitFor();
    await openDirectChat(anna, BORIS);
    await boris.goBack();
    await seesOnce(boris, "К двум");
  });

  it("is pinned for both, gone to from the bar, and unpinned", async () => {
    await send(anna, "Адрес: Лесная, 5");
    await choose(anna, "Адрес: Лесная, 5", "Закрепить");
    const bar = boris.getByRole("button", { name: /Закреплённое сообщение.*Лесная/ });
    await bar.click();
    await boris.locator("[data-highlighted]").getByText("Адрес: Лесная, 5").waitFor();
    await boris.getByRole("button", { name: "Открепить" }).click();
    await anna.getByText("Закреплённое сообщение").waitFor({ state: "detached" });
  });

  it("is selected with others: copied together, deleted together", async () => {
    await send(anna, "Раз из выбранных");
    await send(anna, "Два из выбранных");
    await seesOnce(boris, "Два из выбранных");
    await choose(anna, "Раз из выбранных", "Выбрать");
    await anna.getByRole("checkbox", { name: "Выбрать: Два из выбранных" }).click();
    const toolbar = anna.getByRole("toolbar", { name: "Выбранные сообщения" });
    await toolbar.getByText("2 сообщения").waitFor();
    await toolbar.getByRole("button", { name: "Скопировать текст" }).click();
    await anna.getByText("Скопировано").first().waitFor();
    assert.equal(
      await anna.evaluate(() => navigator.clipboard.readText()),
      "Раз из выбранных\nДва из выбранных",
    );
    await choose(anna, "Раз из выбранных", "Выбрать");
    await anna.getByRole("checkbox", { name: "Выбрать: Два из выбранных" }).click();
    await toolbar.getByRole("button", { name: "Удалить" }).click();
    await dialog(anna, "Удалить 2 сообщения?").getByRole("button", { name: "Удалить у всех" }).click();
    await bubbles(boris, "Раз из выбранных").first().waitFor({ state: "detached" });
    await bubbles(boris, "Два из выбранных").first().waitFor({ state: "detached" });
    await toolbar.waitFor({ state: "detached" });
  });

  it("is changed without a network, shown at once, and everybody's when the network is back", async () => {
    await send(anna, "До тоннеля");
    await seesOnce(boris, "До тоннеля");
    await anna.context().setOffline(true);
    await choose(anna, "До тоннеля", "Изменить");
    await composer(anna).fill("После тоннеля");
    await composer(anna).press("Enter");
    await seesOnce(anna, "После тоннеля");
    await anna.context().setOffline(false);
    await seesOnce(boris, "После тоннеля");
  });
});

describe("search", () => {
  it("finds an old message by another form of its word, and goes there", async () => {
    await send(anna, "Варенье из крыжовника готово");
    for (let n = 1; n <= 60; n++) await send(anna, `Дальше ${n}.`);
    await seesOnce(anna, "Дальше 60.");

    await anna.keyboard.press("Control+f");
    await anna.getByRole("searchbox", { name: "Поиск в чате" }).fill("крыжовник");
    await anna.locator("[data-highlighted]").getByText("Варенье из крыжовника готово").waitFor();
    await anna.getByText("1 из 1", { exact: true }).waitFor();
    await anna.keyboard.press("Escape");

    await anna.goto("/chats");
    await waitForChats(anna);
    await anna.keyboard.press("Control+k");
    const everywhere = dialog(anna, "Поиск");
    await everywhere.getByRole("combobox").fill("варенья");
    await everywhere.getByRole("option", { name: /Варенье из крыжовника/ }).waitFor();
    await everywhere.getByRole("combobox").press("Enter");
    await anna.locator("[data-highlighted]").getByText("Варенье из крыжовника готово").waitFor();
    assert.match(anna.url(), /\?message=\d+$/u);
    // The address alone leads there too.
    await anna.reload();
    await bubble(anna, "Варенье из крыжовника готово").waitFor();
  });

  it("changes to another chat by its name", async () => {
    await anna.keyboard.press("Control+k");
    const everywhere = dialog(anna, "Поиск");
    await everywhere.getByRole("combobox").fill("Сем");
    await everywhere.getByRole("option", { name: "Семья" }).waitFor();
    await everywhere.getByRole("combobox").press("Enter");
    await anna.getByRole("heading", { name: "Семья" }).first().waitFor();
  });
});
