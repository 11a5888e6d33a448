/** The audio room of a group: one comes in and talks, nobody is called, and the room stays. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { DESKTOP, launchBrowser, PHONE } from "../support/browser.ts";
import { callDevice, partAll } from "../support/couple.ts";
import { callScreen, NEAR, press, soundGrows } from "../support/groupCall.ts";
import { createGroup, openInfo } from "../support/groups.ts";
import { ANNA, BORIS, chatRow, eventually, registerByLink, type Newcomer } from "../support/people.ts";
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

async function member(person: Newcomer, viewport = DESKTOP): Promise<Page> {
  const page = await callDevice(browser, server, { viewport });
  await registerByLink(page, server, person);
  return page;
}

function room(page: Page): Locator {
  return page.getByRole("region", { name: "Аудиокомната" });
}

function hearsSomebody(page: Page): Promise<unknown> {
  return eventually(
    () => soundGrows(page),
    (grows) => grows,
    "somebody is heard",
  );
}

describe("an audio room", () => {
  it("is switched on by an admin, filled by whoever comes, and rings for nobody", async () => {
    server = await Server.start(NEAR);
    const anna = await member(ANNA);
    const boris = await member(BORIS, PHONE);
    await createGroup(anna, "Дача", [BORIS]);
    const info = await openInfo(anna);
    await info.getByRole("switch", { name: "Аудиокомната" }).click();
    await anna.keyboard.press("Escape");
    await chatRow(boris, "Дача").click();
    await room(boris).getByText("Пока никого").waitFor();

    await room(anna).getByRole("button", { name: "Войти" }).click();
    await callScreen(anna).getByText("Пока здесь только вы").waitFor();
    await room(boris).getByText("Анна").waitFor();
    assert.equal(await boris.getByRole("dialog").count(), 0, "nothing rings");
    await room(boris).getByRole("button", { name: "Войти" }).click();
    await Promise.all([anna, boris].map(hearsSomebody));

    // A page that is loaded anew is back in the room by itself.
    await boris.reload();
    await callScreen(boris).waitFor();
    await Promise.all([anna, boris].map(hearsSomebody));

    for (const page of [boris, anna]) {
      await press(page, "Выйти");
      await callScreen(page).waitFor({ state: "hidden" });
    }
    await room(boris).getByText("Пока никого").waitFor();
    assert.equal(
      await boris
        .getByRole("log")
        .getByText(/звонок/i)
        .count(),
      0,
      "no card in the chat",
    );
    await anna.goto("/calls");
    await anna.getByRole("listitem").filter({ hasText: "Дача" }).getByText("Аудиокомната").waitFor();
  });
});
