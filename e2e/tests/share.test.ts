/** What another app shares: it comes to a chat by the person's choice, and is lost nowhere on the way. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, newDevice, PHONE, type DeviceOptions } from "../support/browser.ts";
import {
  ANNA,
  BORIS,
  bubbles,
  composer,
  eventually,
  fillInLogIn,
  logIn,
  openDirectChat,
  registerByLink,
  send,
} from "../support/people.ts";
import { pictureFile } from "../support/pictures.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;
let boris: Page;

const WITH_WORKER: DeviceOptions = { viewport: PHONE, serviceWorker: true };

before(async () => {
  browser = await launchBrowser();
  server = await Server.start();
  const anna = await newDevice(browser, server.url);
  boris = await newDevice(browser, server.url);
  await registerByLink(anna, server, ANNA);
  await registerByLink(boris, server, BORIS);
  await openDirectChat(anna, BORIS);
  await send(anna, "Привет");
  await openDirectChat(boris, ANNA);
  await anna.context().close();
});

after(async () => {
  await browser.close();
  await server.dispose();
});

interface FromElsewhere {
  title?: string;
  text?: string;
  picture?: Buffer;
}

/** Does what the system does when this app is chosen in its share sheet: sends a form to the manifest's address. */
async function share(page: Page, { title = "", text = "", picture }: FromElsewhere): Promise<void> {
  await Promise.all([
    page.waitForURL((url) => url.pathname === "/share" || url.pathname === "/login"),
    page.evaluate(
      async ({ words, bytes }) => {
        const link = document.querySelector<HTMLLinkElement>("link[rel=manifest]");
        const manifest = (await (await fetch(link?.href ?? "")).json()) as {
          share_target: { action: string; method: string; enctype: string };
        };
        const form = Object.assign(document.createElement("form"), manifest.share_target);
        for (const [name, value] of Object.entries(words)) {
          form.append(Object.assign(document.createElement("input"), { name, value }));
        }
        if (bytes !== null) {
          const chosen = new DataTransfer();
          chosen.items.add(new File([Uint8Array.from(bytes)], "сад.png", { type: "image/png" }));
          const input = Object.assign(document.createElement("input"), { type: "file", name: "files" });
          input.files = chosen.files;
          form.append(input);
        }
        document.body.append(form);
        form.submit();
      },
      { words: { title, text, url: "" }, bytes: picture === undefined ? null : [...picture] },
    ),
  ]);
}

async function served(page: Page): Promise<void> {
  await eventually(
    () => page.evaluate(() => navigator.serviceWorker.controller !== null),
    (isServed) => isServed,
    "the worker serves the page",
  );
}

async function annaOnHerPhone(): Promise<Page> {
  const page = await newDevice(browser, server.url, WITH_WORKER);
  await logIn(page, ANNA);
  await served(page);
  return page;
}

const nothing = (page: Page): Promise<void> => page.getByText("Отправлять нечего").waitFor();

describe("what another app shares", () => {
  it("a picture with words is looked at in the chosen chat, and sent from there", async () => {
    const anna = await annaOnHerPhone();
    const picture = await pictureFile(anna, { width: 600, height: 400, hue: 140 });
    await share(anna, { title: "Наш сад", picture });
    await anna.getByText("Наш сад").waitFor();
    await anna.getByText("сад.png").waitFor();
    await anna.getByRole("link", { name: BORIS.name }).click();
    const sheet = anna.getByRole("dialog", { name: /^Отправить/ });
    assert.equal(await sheet.getByLabel("Подпись").inputValue(), "Наш сад");
    await sheet.getByRole("button", { name: "Отправить", exact: true }).click();
    await sheet.waitFor({ state: "hidden" });

    await bubbles(boris, "Наш сад").first().waitFor();
    await boris.getByRole("log").getByRole("button", { name: "Фотография" }).waitFor();
    // It is not offered again.
    await anna.goto("/share");
    await nothing(anna);
    await anna.context().close();
  });

  it("words alone stand ready to be sent, behind what was written already", async () => {
    const anna = await annaOnHerPhone();
    await openDirectChat(anna, BORIS);
    await composer(anna).fill("Смотри:");
    await share(anna, { title: "Рецепт", text: "https://recipes.example/1" });
    await anna.getByRole("link", { name: BORIS.name }).click();
    await eventually(
      () => composer(anna).inputValue(),
      (value) => value === "Смотри:\nРецепт\nhttps://recipes.example/1",
      "the words stand in the composer",
    );
    assert.equal(new URL(anna.url()).search, "");
    await anna.context().close();
  });

  it("can be given up", async () => {
    const anna = await annaOnHerPhone();
    await share(anna, { text: "Передумала" });
    await anna.getByText("Передумала").waitFor();
    await anna.getByRole("button", { name: "Не отправлять" }).click();
    await anna.getByRole("link", { name: new RegExp(BORIS.name) }).waitFor();
    await anna.goto("/share");
    await nothing(anna);
    await anna.context().close();
  });

  it("waits for the one who has to log in first, and for nobody who comes after", async () => {
    const page = await newDevice(browser, server.url, WITH_WORKER);
    await page.goto("/login");
    await served(page);
    await share(page, { text: "До входа" });
    await fillInLogIn(page, ANNA);
    await page.getByText("До входа").waitFor();
    await page.context().close();
  });

  it("is not swallowed where no worker runs yet: the screen says what to do", async () => {
    const anna = await newDevice(browser, server.url, { viewport: PHONE });
    await logIn(anna, ANNA);
    await share(anna, { text: "Слишком рано" });
    await nothing(anna);
    await anna.getByRole("link", { name: "К чатам" }).click();
    await anna.getByRole("link", { name: new RegExp(BORIS.name) }).waitFor();
    await anna.context().close();
  });
});
