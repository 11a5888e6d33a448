/** Hosts, hands, signs and the lock, as guests of a group call have part in them; and a guest whose server starts anew. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { faults } from "../support/accessibility.ts";
import { launchBrowser, PHONE } from "../support/browser.ts";
import { partAll } from "../support/couple.ts";
import {
  callScreen,
  gather,
  hearsSomebody,
  member,
  NEAR,
  press,
  soundGrows,
  tile,
  tileAction,
} from "../support/groupCall.ts";
import { guestDevice, joins, makeGuestLink } from "../support/guests.ts";
import { ANNA, BORIS, eventually } from "../support/people.ts";
import { Server } from "../support/server.ts";

const OLYA = "Оля · гость";

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

/** Anna leads a call, and Olya was let in as a guest, on a phone. */
async function talk(): Promise<{ anna: Page; olya: Page; link: string }> {
  server = await Server.start(NEAR);
  const anna = await member(browser, server, ANNA);
  await member(browser, server, BORIS);
  await gather([anna], [ANNA, BORIS], "Аудиозвонок");
  const link = await makeGuestLink(anna);
  const olya = await guestDevice(browser, server, link, PHONE);
  await joins(olya, "Оля");
  await anna.getByRole("button", { name: "Впустить: Оля" }).click();
  await Promise.all([anna, olya].map(hearsSomebody));
  return { anna, olya, link };
}

function hearsNobody(page: Page): Promise<boolean> {
  return eventually(
    () => soundGrows(page),
    (grows) => !grows,
    "nobody is heard",
  );
}

describe("a guest in a call that is led", () => {
  it("is muted alone and with everybody, speaks again by their own button, and is taken out", async () => {
    const { anna, olya } = await talk();
    await tileAction(anna, OLYA, "Выключить микрофон");
    await callScreen(olya).getByText("Анна выключает ваш микрофон").waitFor();
    await tile(anna, OLYA).getByLabel("микрофон выключен").waitFor();
    await hearsNobody(anna);
    assert.deepEqual(await faults(olya), []);
    await callScreen(olya).getByRole("button", { name: "Включить", exact: true }).click();
    await hearsSomebody(anna);

    await press(anna, "Участники");
    const people = anna.getByRole("dialog", { name: "Участники" });
    await people.getByRole("button", { name: "Выключить микрофоны всем" }).click();
    await callScreen(olya).getByText("Анна выключает ваш микрофон").waitFor();
    await hearsNobody(anna);
    await press(olya, "Включить микрофон");
    await hearsSomebody(anna);

    await people.getByRole("button", { name: `Действия: ${OLYA}` }).click();
    await anna.getByRole("menuitem", { name: "Удалить из звонка" }).click();
    await olya.getByRole("heading", { name: "Вас вывели из звонка" }).waitFor();
    await tile(anna, OLYA).waitFor({ state: "detached" });
  });

  it("raises a hand, shows signs and sees those of members, and leads nobody", async () => {
    const { anna, olya } = await talk();
    await press(olya, "Знаки и рука");
    assert.deepEqual(await faults(olya), []);
    await press(olya, "Поднять руку");
    await tile(anna, OLYA).getByLabel("рука поднята, 1-я по очереди").waitFor();
    await tile(olya, "Вы").getByLabel("рука поднята, 1-я по очереди").waitFor();
    await anna
      .locator("[data-call-news]", { hasText: "Оля · гость поднимает руку" })
      .waitFor({ state: "attached" });
    await press(anna, "Знаки и рука");
    await press(anna, "Поднять руку");
    await tile(olya, "Анна").getByLabel("рука поднята, 2-я по очереди").waitFor();

    for (const [page, emoji] of [
      [olya, "👏"],
      [anna, "🎉"],
    ] as const) {
      await press(page, "Знаки и рука");
      await press(page, `Показать всем: ${emoji}`);
      const signs = [anna, olya].map((one) => callScreen(one).locator(`[data-sign="${emoji}"]`));
      await Promise.all(signs.map((sign) => sign.waitFor()));
      await Promise.all(signs.map((sign) => sign.waitFor({ state: "detached" })));
    }

    // The list tells her who leads, and offers her nothing to do with them.
    await press(olya, "Участники");
    const people = olya.getByRole("dialog", { name: "Участники" });
    await people.getByRole("listitem", { name: "Анна" }).getByText("ведёт звонок").waitFor();
    assert.equal(await people.getByRole("button").count(), 1, "only the one that closes it");
    assert.deepEqual(await faults(olya), []);
    await people.getByRole("button", { name: "Закрыть" }).click();

    // A page that is loaded anew has the hand still up, until the host lowers it.
    await olya.reload();
    await tile(olya, "Вы").getByLabel("рука поднята, 1-я по очереди").waitFor();
    await tileAction(anna, OLYA, "Опустить руку");
    await tile(olya, "Анна").getByLabel("рука поднята, 1-я по очереди").waitFor();
    await tile(olya, "Вы")
      .getByLabel(/рука поднята/)
      .waitFor({ state: "detached" });
  });

  it("finds it locked, knocks once it is open, and comes back when the server starts anew", async () => {
    const { anna, olya, link } = await talk();
    await press(anna, "Участники");
    const people = anna.getByRole("dialog", { name: "Участники" });
    await people.getByRole("switch", { name: "Никого больше не впускать" }).click({ force: true });
    await callScreen(olya).getByLabel("Звонок закрыт для новых").waitFor();
    const nina = await guestDevice(browser, server, link);
    await joins(nina, "Нина");
    await nina.getByRole("heading", { name: "Звонок закрыт для новых" }).waitFor();
    assert.deepEqual(await faults(nina), []);
    assert.equal(await anna.getByRole("region", { name: "Гости у двери" }).count(), 0);
    await people.getByRole("switch", { name: "Никого больше не впускать" }).click({ force: true });
    await nina.getByRole("heading", { name: "Ждём, пока вас впустят" }).waitFor();
    await people.getByRole("button", { name: "Закрыть" }).click();
    await anna.getByRole("button", { name: "Впустить: Нина" }).click();
    await hearsSomebody(nina);
    await press(nina, "Выйти");

    await server.kill();
    await server.up();
    // Nobody is asked again, and they hear each other.
    await tile(anna, OLYA).waitFor();
    await Promise.all([anna, olya].map(hearsSomebody));
    assert.equal(await anna.getByRole("region", { name: "Гости у двери" }).count(), 0);
  });
});
