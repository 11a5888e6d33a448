/** Hands, signs and hosts in a call of a group: who is told, and what it does to sound and to the door. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, PHONE } from "../support/browser.ts";
import { partAll } from "../support/couple.ts";
import {
  callScreen,
  gather,
  member,
  NEAR,
  press,
  soundGrows,
  tile,
  tileAction,
} from "../support/groupCall.ts";
import { ANNA, BORIS, chatRow, eventually, type Newcomer } from "../support/people.ts";
import { declineRing } from "../support/ring.ts";
import { Server } from "../support/server.ts";

const VERA: Newcomer = { login: "vera", name: "Вера" };
const GLEB: Newcomer = { login: "gleb", name: "Глеб" };

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

async function comeIn(page: Page): Promise<void> {
  await page.getByRole("region", { name: "Идёт звонок" }).getByRole("button", { name: "Войти" }).click();
  await callScreen(page).waitFor();
}

async function hears(page: Page, expected: boolean, what: string): Promise<void> {
  await eventually(
    () => soundGrows(page),
    (grows) => grows === expected,
    what,
  );
}

function told(page: Page, text: string): Promise<void> {
  return page.locator("[data-call-news]", { hasText: text }).waitFor({ state: "attached" });
}

describe("the floor of a group call", () => {
  it("hands are seen in their order after a reload too, and signs for a moment", async () => {
    server = await Server.start(NEAR);
    const anna = await member(browser, server, ANNA);
    const boris = await member(browser, server, BORIS, PHONE);
    const vera = await member(browser, server, VERA);
    await gather([anna, boris, vera], [ANNA, BORIS, VERA], "Аудиозвонок");
    await callScreen(anna).getByText("3 человека в звонке").waitFor();

    await press(boris, "Знаки и рука");
    await press(boris, "Поднять руку");
    await tile(anna, "Борис").getByLabel("рука поднята, 1-я по очереди").waitFor();
    await told(anna, "Борис поднимает руку");
    await press(vera, "Знаки и рука");
    await press(vera, "Поднять руку");
    await tile(anna, "Вера").getByLabel("рука поднята, 2-я по очереди").waitFor();
    await boris.reload();
    await callScreen(boris).waitFor();
    // His own page knows it again, from the server.
    await tile(boris, "Вы").getByLabel("рука поднята, 1-я по очереди").waitFor();
    await tile(boris, "Анна").waitFor();
    await tile(vera, "Борис").getByLabel("рука поднята, 1-я по очереди").waitFor();

    await press(anna, "Знаки и рука");
    await press(anna, "Показать всем: 👏");
    const signs = [anna, boris, vera].map((page) => callScreen(page).locator("[data-sign='👏']"));
    await Promise.all(signs.map((sign) => sign.waitFor()));
    await Promise.all(signs.map((sign) => sign.waitFor({ state: "detached" })));

    // Anna made the group, so she leads its calls: she gives the floor on.
    await tileAction(anna, "Борис", "Опустить руку");
    await tile(anna, "Вера").getByLabel("рука поднята, 1-я по очереди").waitFor();
    await press(vera, "Знаки и рука");
    await press(vera, "Опустить руку");
    await tile(anna, "Вера")
      .getByLabel(/рука поднята/)
      .waitFor({ state: "detached" });
    await tile(vera, "Борис").getByRole("button", { name: "Действия" }).click();
    await vera.getByRole("menuitem", { name: "Закрепить" }).waitFor();
    assert.equal(await vera.getByRole("menuitem").count(), 1, "a member leads nobody");
  });

  it("a host mutes, removes and locks; whoever is removed hears nothing more", async () => {
    server = await Server.start(NEAR);
    const anna = await member(browser, server, ANNA);
    const boris = await member(browser, server, BORIS, PHONE);
    const gleb = await member(browser, server, GLEB);
    await gather([anna, boris], [ANNA, BORIS, GLEB], "Аудиозвонок");
    await hears(anna, true, "Boris is heard");
    await declineRing(gleb, "Дача");

    await tileAction(anna, "Борис", "Выключить микрофон");
    await callScreen(boris).getByText("Анна выключает ваш микрофон").waitFor();
    await tile(anna, "Борис").getByLabel("микрофон выключен").waitFor();
    await hears(anna, false, "Boris is not heard");
    await callScreen(boris).getByRole("button", { name: "Включить", exact: true }).click();
    await hears(anna, true, "Boris is heard again");

    // It holds in a page that is loaded anew, and when the server starts anew; and is known there.
    await tileAction(anna, "Борис", "Выключить микрофон");
    await callScreen(boris).getByText("Анна выключает ваш микрофон").waitFor();
    const stillMuted = async (what: string): Promise<void> => {
      await callScreen(boris).getByText("Анна выключает ваш микрофон").waitFor();
      await tile(anna, "Борис").getByLabel("микрофон выключен").waitFor();
      await hears(boris, true, `Anna is heard ${what}`);
      await hears(anna, false, `Boris is not heard ${what}`);
    };
    await boris.reload();
    await stillMuted("after a reload");
    await server.kill();
    await server.up();
    // A page that has forgotten it, too.
    await boris.reload();
    await stillMuted("after the server started anew");
    await callScreen(boris).getByRole("button", { name: "Включить", exact: true }).click();
    await hears(anna, true, "Boris speaks once more");

    await press(anna, "Участники");
    const people = anna.getByRole("dialog", { name: "Участники" });
    await people.getByRole("button", { name: "Выключить микрофоны всем" }).click();
    await callScreen(boris).getByText("Анна выключает ваш микрофон").waitFor();
    await hears(boris, true, "who mutes everybody is heard");

    await people.getByRole("switch", { name: "Никого больше не впускать" }).click({ force: true });
    await callScreen(boris).getByLabel("Звонок закрыт для новых").waitFor();
    await chatRow(gleb, "Дача").click();
    await comeIn(gleb);
    await callScreen(gleb).getByText("Звонок закрыт: новых участников сейчас не впускают.").waitFor();
    await press(gleb, "Закрыть");
    await people.getByRole("switch", { name: "Никого больше не впускать" }).click({ force: true });
    await people.getByRole("button", { name: "Закрыть" }).click();

    await tileAction(anna, "Борис", "Удалить из звонка");
    await callScreen(boris)
      .getByText(/Вас удалили из звонка/)
      .waitFor();
    await callScreen(anna).getByText("Пока здесь только вы").waitFor();
    await hears(boris, false, "nothing comes any more");
    await press(boris, "Закрыть");
    await chatRow(boris, "Дача").click();
    await comeIn(boris);
    await callScreen(boris).getByText("Вас удалили из этого звонка.").waitFor();
    await press(boris, "Закрыть");
    await press(anna, "Участники");
    await people.getByRole("button", { name: "Впустить" }).click();
    await people.getByRole("button", { name: "Закрыть" }).click();
    await comeIn(boris);
    await hears(boris, true, "he is in the call again");
  });
});
