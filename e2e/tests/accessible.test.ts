/** Every screen can be used by everybody: WCAG 2.2 AA as far as axe tells, and nothing is wider than a small phone. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { faults } from "../support/accessibility.ts";
import { DESKTOP, launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { callDevice, answer } from "../support/couple.ts";
import { control, incomingCall, more, startCall, wake } from "../support/incall.ts";
import { MailServer } from "../support/mail.ts";
import { hears } from "../support/media.ts";
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

const TEXTS = [
  "Привет! Смотри: **важно**, `код`, ||секрет|| и https://example.org/weather",
  "```ts\nconst answer: number = 42; // ответ\n```",
];

let browser: Browser;
let server: Server;
let mail: MailServer;
let chat: string;

before(async () => {
  browser = await launchBrowser();
  mail = await MailServer.start();
  server = await Server.start(mail.env);
  const anna = await newDevice(browser, server.url);
  const boris = await newDevice(browser, server.url);
  await registerByLink(anna, server, ANNA, await server.invite("--admin"));
  await registerByLink(boris, server, BORIS);
  await openDirectChat(anna, BORIS);
  for (const text of TEXTS) await send(anna, text);
  await chatRow(boris, ANNA.name).click();
  await composer(boris).waitFor();
  await send(boris, "Вижу");
  await seesOnce(anna, "Вижу");
  chat = new URL(anna.url()).pathname;
  await anna.context().close();
  await boris.context().close();
});

after(async () => {
  await browser.close();
  await server.dispose();
  mail.stop();
});

/** Collects the faults of one screen after the other, each under the screen's name. */
class Audit {
  private readonly found: Record<string, string[]> = {};

  async look(page: Page, screen: string): Promise<void> {
    const faulty = await faults(page);
    if (faulty.length > 0) this.found[screen] = faulty;
  }

  finish(): void {
    assert.deepEqual(this.found, {});
  }
}

for (const [colorScheme, viewport] of [
  ["light", PHONE],
  ["dark", PHONE],
  ["light", DESKTOP],
] as const) {
  const size = viewport === PHONE ? "phone" : "desktop";
  // Nothing is judged on its way to where it will be.
  const look = { viewport, colorScheme, reducedMotion: true };
  describe(`on a ${size}, ${colorScheme}`, () => {
    it("before one is in", async () => {
      const audit = new Audit();
      const page = await newDevice(browser, server.url, look);
      for (const address of [
        "/login",
        "/register",
        `/invite/${await server.invite()}`,
        "/invite/nonsense",
        "/forgot",
        "/reset/nonsense",
        "/confirm/nonsense",
      ]) {
        await page.goto(address);
        await page.getByRole("heading").first().waitFor();
        await audit.look(page, address);
      }
      await page.context().close();
      audit.finish();
    });

    it("the screens and their dialogs", async () => {
      const audit = new Audit();
      const page = await newDevice(browser, server.url, look);
      await logIn(page, ANNA);
      await audit.look(page, "chats");
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
        "/settings/password",
        "/settings/data",
        "/settings/security",
        "/settings/email",
        "/settings/invites",
        "/settings/quality",
        "/settings/about",
        "/welcome",
        "/welcome/device",
        "/welcome/first",
        "/invite/babushka",
        "/nowhere",
      ]) {
        await page.goto(address);
        await page.getByRole("main").getByRole("heading").or(composer(page)).first().waitFor();
        await audit.look(page, address);
      }
      await page.goto(chat);
      await bubble(page, "Вижу").click({ button: "right" });
      await page.getByRole("menuitem").first().waitFor();
      await audit.look(page, "a message's menu");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Эмодзи" }).first().click();
      await page
        .getByRole("searchbox", { name: /эмодзи/i })
        .or(page.getByPlaceholder(/эмодзи/i))
        .first()
        .waitFor();
      await audit.look(page, "emoji");
      await page.keyboard.press("Escape");
      await page.goto("/chats");
      await page.getByRole("button", { name: "Новый чат" }).first().click();
      await page.getByRole("dialog", { name: "Новый чат" }).waitFor();
      await audit.look(page, "a new chat");
      await page.context().close();
      audit.finish();
    });

    it("a call", async () => {
      const audit = new Audit();
      const anna = await callDevice(browser, server, look);
      const boris = await callDevice(browser, server, look);
      await logIn(anna, ANNA);
      await logIn(boris, BORIS);
      await anna.goto(chat);
      await startCall(anna, "Видеозвонок");
      await incomingCall(boris).waitFor();
      await audit.look(anna, "an outgoing call");
      await audit.look(boris, "an incoming call");
      await answer(boris);
      await Promise.all([hears(anna, { video: true }), hears(boris, { video: true })]);
      await wake(anna);
      await audit.look(anna, "a call");
      await more(anna);
      await audit.look(anna, "what can be done in a call");
      await anna.keyboard.press("Escape");
      await control(anna, "Свернуть звонок").click();
      await audit.look(anna, "a call that is folded");
      // A call whose pages only vanish goes on for a while, and the next one would not ring.
      await control(boris, "Завершить").click();
      await anna.locator('[data-call-phase="connected"]').waitFor({ state: "detached" });
      await boris.context().close();
      await anna.context().close();
      audit.finish();
    });
  });
}

function bubble(page: Page, text: string) {
  return page.getByRole("log").getByText(text, { exact: true }).first();
}
