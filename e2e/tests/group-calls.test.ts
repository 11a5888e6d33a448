/** A call in a group through the server: everybody hears and sees everybody else, whenever and however they come. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { DESKTOP, launchBrowser, newDevice, PHONE, TABLET } from "../support/browser.ts";
import { callDevice, partAll } from "../support/couple.ts";
import { createGroup } from "../support/groups.ts";
import { observeCalls } from "../support/media.ts";
import {
  ANNA,
  BORIS,
  chatRow,
  eventually,
  openDirectChat,
  registerByLink,
  type Newcomer,
} from "../support/people.ts";
import { onlyRelay, pathInUse } from "../support/relay.ts";
import { answerRing, declineRing } from "../support/ring.ts";
import { Server } from "../support/server.ts";

const VERA: Newcomer = { login: "vera", name: "Вера" };
const GLEB: Newcomer = { login: "gleb", name: "Глеб" };

/** The program's own media port is where the browser is, so that the straight way is open. */
const NEAR = { ZVONILKA_TURN_PUBLIC_ADDRESS: "127.0.0.1" };

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

/** One stream of somebody else, as the browser counts it. */
interface Stream {
  id: string;
  kind: string;
  energy: number;
  frames: number;
}

/** What comes over the newest line of a page. */
function streams(page: Page): Promise<Stream[]> {
  return page.evaluate(async () => {
    const found: Stream[] = [];
    const report = await window.testPeers.at(-1)?.getStats();
    report?.forEach((stat) => {
      if (stat.type !== "inbound-rtp") return;
      const { id, kind, totalAudioEnergy = 0, framesDecoded = 0 } = stat;
      found.push({ id, kind, energy: totalAudioEnergy, frames: framesDecoded });
    });
    return found;
  });
}

/** Sound and, if asked for, pictures of just so many others arrive, each for itself, within the same two seconds. */
async function getsAll(page: Page, others: number, pictures = others): Promise<void> {
  await eventually(
    async () => {
      const before = new Map((await streams(page)).map((one) => [one.id, one]));
      await page.waitForTimeout(2_000);
      const now = await streams(page);
      const grows = (one: Stream): boolean => {
        const then = before.get(one.id) ?? { energy: 0, frames: 0 };
        return one.kind === "audio" ? one.energy > then.energy + 0.003 : one.frames > then.frames + 3;
      };
      const count = (kind: string): number => now.filter((one) => one.kind === kind && grows(one)).length;
      return { sounds: count("audio"), pictures: count("video") };
    },
    (now) => now.sounds === others && now.pictures === pictures,
    `${others} others are heard and ${pictures} seen`,
  );
}

async function member(person: Newcomer, viewport = DESKTOP): Promise<Page> {
  const page = await callDevice(browser, server, { viewport });
  await registerByLink(page, server, person);
  return page;
}

function callScreen(page: Page) {
  return page.getByRole("dialog", { name: "Звонок в группе: Дача" });
}

async function comeIn(page: Page): Promise<void> {
  await page.getByRole("region", { name: "Идёт звонок" }).getByRole("button", { name: "Войти" }).click();
  await callScreen(page).waitFor();
}

describe("a call in a group", () => {
  it("three talk, a fourth comes late, one reloads, and the last one ends it", async () => {
    server = await Server.start(NEAR);
    const anna = await member(ANNA);
    const boris = await member(BORIS, PHONE);
    const vera = await member(VERA, TABLET);
    const gleb = await member(GLEB);
    await createGroup(anna, "Дача", [BORIS, VERA, GLEB]);

    await anna.getByRole("button", { name: "Видеозвонок" }).click();
    await callScreen(anna).getByText("Пока здесь только вы").waitFor();
    for (const page of [boris, vera]) {
      await answerRing(page, "Дача");
      await callScreen(page).waitFor();
    }
    await Promise.all([anna, boris, vera].map((page) => getsAll(page, 2)));
    assert.match((await pathInUse(anna)).local, /^(host|prflx|srflx)$/);

    await declineRing(gleb, "Дача");
    await chatRow(gleb, "Дача").getByText("Идёт звонок").waitFor();
    await chatRow(gleb, "Дача").click();
    await gleb.getByRole("region", { name: "Идёт звонок" }).getByText("Анна").waitFor();
    await comeIn(gleb);
    const all = [anna, boris, vera, gleb];
    await Promise.all(all.map((page) => getsAll(page, 3)));
    await callScreen(anna).getByText("4 человека в звонке").waitFor();
    assert.equal(await callScreen(anna).getByRole("listitem").count(), 4);

    // Who switches the microphone off is marked, and the picture goes with the camera.
    await callScreen(boris).getByRole("button", { name: "Выключить микрофон" }).click();
    await callScreen(boris).getByRole("button", { name: "Выключить камеру" }).click();
    const tile = callScreen(anna).getByRole("listitem", { name: /Борис/ });
    await tile.getByLabel("микрофон выключен").waitFor();
    await tile.getByLabel("Видео: Борис").waitFor({ state: "detached" });
    await Promise.all([anna, vera, gleb].map((page) => getsAll(page, 2, 2)));
    await callScreen(boris).getByRole("button", { name: "Включить микрофон" }).click();

    // A page that is loaded anew is back in the call by itself.
    await vera.reload();
    await callScreen(vera).waitFor();
    await getsAll(vera, 3, 2);
    await getsAll(anna, 3, 2);

    for (const page of [anna, vera, gleb]) {
      await callScreen(page).getByRole("button", { name: "Выйти" }).click();
      await callScreen(page).waitFor({ state: "hidden" });
    }
    await callScreen(boris).getByText("Пока здесь только вы").waitFor();
    await callScreen(boris).getByRole("button", { name: "Свернуть звонок" }).click();
    await boris.getByRole("button", { name: "Выйти" }).click();
    await chatRow(boris, "Дача").click();
    for (const page of [anna, boris]) {
      await page.getByRole("region", { name: "Идёт звонок" }).waitFor({ state: "detached" });
      await page.getByRole("log").getByText("Видеозвонок").waitFor();
    }
    await anna.goto("/calls");
    await anna.getByRole("listitem").filter({ hasText: "Дача" }).getByText("Исходящий").waitFor();
  });

  it("goes on after the server was killed, and reaches who has only the relay", async () => {
    server = await Server.start(NEAR);
    const anna = await member(ANNA);
    const boris = await newDevice(browser, server.url);
    await onlyRelay(boris, "tcp");
    await observeCalls(boris);
    await registerByLink(boris, server, BORIS);
    await createGroup(anna, "Дача", [BORIS]);
    await anna.getByRole("button", { name: "Аудиозвонок" }).click();
    await answerRing(boris, "Дача");
    await callScreen(boris).waitFor();
    await Promise.all([anna, boris].map((page) => getsAll(page, 1, 0)));

    await server.kill();
    await server.up();
    await Promise.all([anna, boris].map((page) => getsAll(page, 1, 0)));
  });

  it("is left by whoever answers somebody else meanwhile", async () => {
    server = await Server.start(NEAR);
    const anna = await member(ANNA);
    const boris = await member(BORIS);
    const gleb = await member(GLEB);
    await createGroup(anna, "Дача", [BORIS]);
    await anna.getByRole("button", { name: "Аудиозвонок" }).click();
    await answerRing(boris, "Дача");
    await callScreen(boris).waitFor();
    await Promise.all([anna, boris].map((page) => getsAll(page, 1, 0)));

    await openDirectChat(gleb, ANNA);
    await gleb.getByRole("button", { name: "Аудиозвонок" }).first().click();
    const incoming = anna.getByRole("dialog", { name: /Входящий звонок/ });
    await incoming.getByRole("button", { name: "Ответить" }).first().click();
    await callScreen(anna).waitFor({ state: "hidden" });
    await callScreen(boris).getByText("Пока здесь только вы").waitFor();
    await Promise.all([anna, gleb].map((page) => getsAll(page, 1, 0)));
    await anna.getByRole("button", { name: "Завершить" }).first().click();
    // The group's goes on, and one may come back.
    await chatRow(anna, "Дача").click();
    await comeIn(anna);
    await Promise.all([anna, boris].map((page) => getsAll(page, 1, 0)));
  });
});
