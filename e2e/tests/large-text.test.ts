/** Text twice as large: everything is still there to be read, on a phone and at a computer. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { DESKTOP, launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { enlargeText, misfits } from "../support/largeText.ts";
import {
  ANNA,
  BORIS,
  chatRow,
  composer,
  logIn,
  openDirectChat,
  registerByLink,
  send,
  seesOnce,
} from "../support/people.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;
let chat: string;

before(async () => {
  browser = await launchBrowser();
  server = await Server.start();
  const anna = await newDevice(browser, server.url);
  const boris = await newDevice(browser, server.url);
  await registerByLink(anna, server, ANNA, await server.invite("--admin"));
  await registerByLink(boris, server, BORIS);
  await openDirectChat(anna, BORIS);
  await send(anna, "Привет! Завтра в шесть у нас, приходите все, будет пирог с яблоками");
  await chatRow(boris, ANNA.name).click();
  await composer(boris).waitFor();
  await send(boris, "Придём");
  await seesOnce(anna, "Придём");
  chat = new URL(anna.url()).pathname;
  await anna.context().close();
  await boris.context().close();
});

after(async () => {
  await browser.close();
  await server.dispose();
});

/** Where pictures go, when somebody wants to look. */
const PICTURES = process.env["PICTURES"];

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: path.join(PICTURES, `${name.replaceAll("/", "-")}.png`) });
}

for (const [size, viewport] of [
  ["phone", PHONE],
  ["desktop", DESKTOP],
] as const) {
  describe(`text twice as large on a ${size}`, () => {
    it("is all there", async () => {
      const found: Record<string, string[]> = {};
      const page = await newDevice(browser, server.url, { viewport, reducedMotion: true });
      await enlargeText(page);
      const look = async (name: string): Promise<void> => {
        await page.waitForTimeout(300);
        await picture(page, `${size}${name}`);
        const misfitting = await misfits(page);
        if (misfitting.length > 0) found[name] = misfitting;
      };
      for (const address of ["/login", `/invite/${await server.invite()}`, "/forgot"]) {
        await page.goto(address);
        await page.getByRole("heading").first().waitFor();
        if (address === "/login") {
          const base = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
          assert.equal(base, "32px", "the browser's own size is followed");
        }
        await look(address.startsWith("/invite") ? "/invite" : address);
      }
      await logIn(page, ANNA);
      await look("/chats");
      for (const address of [
        chat,
        "/people",
        "/calls",
        "/calls/check",
        "/settings",
        "/settings/profile",
        "/settings/appearance",
        "/settings/notifications",
        "/settings/privacy",
        "/settings/sessions",
        "/settings/security",
        "/settings/data",
        "/settings/invites",
        "/settings/about",
        "/welcome",
        "/welcome/device",
        "/welcome/first",
      ]) {
        await page.goto(address);
        await page.getByRole("main").getByRole("heading").or(composer(page)).first().waitFor();
        await look(address === chat ? "/chat" : address);
      }
      await page.goto("/chats");
      await page.getByRole("button", { name: "Новый чат" }).first().click();
      await page.getByRole("dialog", { name: "Новый чат" }).waitFor();
      await look("/new chat");
      await page.context().close();
      assert.deepEqual(found, {});
    });
  });
}
