/** Somebody sends a link, and everybody sees where it leads. The site is on this machine, which the server's owner allows here. */
import assert from "node:assert/strict";
import { createServer, type Server as Site } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { ANNA, BORIS, openDirectChat, registerByLink, send } from "../support/people.ts";
import { pictureFile } from "../support/pictures.ts";
import { Server } from "../support/server.ts";

const PAGES: Record<string, string> = {
  "/borsch": `<title>Кухня</title><meta property="og:site_name" content="Кухня">
    <meta property="og:title" content="Борщ с пампушками"><meta property="og:image" content="/wide.jpg">
    <meta property="og:description" content="Как у бабушки: свёкла, капуста и три часа терпения.">`,
  "/soup": `<title>Щи да каша</title><meta name="description" content="<script>alert(1)</script>">
    <meta property="og:image" content="/square.jpg">`,
  "/words": "<title>Только слова</title>",
};

let browser: Browser;
let server: Server;
let site: Site;
let anna: Page;
/** On a phone. */
let boris: Page;

before(async () => {
  const pictures: Record<string, Buffer> = {};
  site = createServer((request, answer) => {
    const path = request.url ?? "";
    const picture = pictures[path];
    const page = PAGES[path];
    if (picture !== undefined) answer.writeHead(200, { "Content-Type": "image/jpeg" }).end(picture);
    else if (page !== undefined)
      answer.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(page);
    else answer.writeHead(404).end();
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  browser = await launchBrowser();
  server = await Server.start({ ZVONILKA_PREVIEWS_ALLOW_PRIVATE_ADDRESSES: "true" });
  anna = await newDevice(browser, server.url);
  boris = await newDevice(browser, server.url, { viewport: PHONE, colorScheme: "dark" });
  pictures["/wide.jpg"] = await pictureFile(anna, { width: 800, height: 400, hue: 20 });
  pictures["/square.jpg"] = await pictureFile(anna, { width: 300, height: 300, hue: 200 });
  await registerByLink(anna, server, ANNA);
  await registerByLink(boris, server, BORIS);
  await openDirectChat(anna, BORIS);
  await openDirectChat(boris, ANNA);
});

after(async () => {
  await browser.close();
  await server.dispose();
  site.close();
});

function address(path: string): string {
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}${path}`;
}

/** The card that says this. */
function card(page: Page, title: string): Locator {
  return page.getByRole("log").getByRole("link", { name: new RegExp(title) });
}

async function showsPicture(shown: Locator): Promise<void> {
  await shown.locator("img[data-loaded]").waitFor();
  const width = await shown.locator("img").evaluate((image) => (image as HTMLImageElement).naturalWidth);
  assert.ok(width > 0, "the picture cannot be seen");
}

describe("a link", () => {
  it("shows both people where it leads, with a picture", async () => {
    await send(anna, `Вот рецепт: ${address("/borsch")}`);
    for (const page of [anna, boris]) {
      const shown = card(page, "Кухня.*Борщ с пампушками.*три часа терпения");
      await shown.waitFor();
      await showsPicture(shown);
      assert.equal(await shown.getAttribute("href"), address("/borsch"));
      assert.equal(await shown.getAttribute("target"), "_blank");
      assert.match((await shown.getAttribute("rel")) ?? "", /noopener noreferrer/);
      const box = await shown.boundingBox();
      assert.ok(box !== null && box.x >= 0 && box.x + box.width <= (page.viewportSize()?.width ?? 0));
    }
    // It is no edit, and the tab key reaches it.
    assert.equal(await anna.getByRole("log").getByText("изменено").count(), 0);
    await card(boris, "Борщ").focus();
    assert.equal(await card(boris, "Борщ").evaluate((link) => link === document.activeElement), true);
  });

  it("shows plain words, whatever its page says", async () => {
    await send(boris, address("/soup"));
    const shown = card(anna, "127\\.0\\.0\\.1.*Щи да каша");
    await shown.waitFor();
    await shown.getByText("<script>alert(1)</script>").waitFor();
    await showsPicture(shown);
    await send(boris, address("/words"));
    await card(anna, "Только слова").waitFor();
    assert.equal(await card(anna, "Только слова").locator("img").count(), 0);
  });

  it("shows the same after a reload, another page after an edit, and nothing without a link", async () => {
    await anna.reload();
    await card(anna, "Борщ с пампушками").waitFor();
    const last = boris.getByRole("log").getByRole("article").last();
    const edit = async (text: string): Promise<void> => {
      await last.click({ button: "right", position: { x: 5, y: 5 } });
      await boris.getByRole("menuitem", { name: "Изменить", exact: true }).click();
      const field = boris.getByRole("textbox", { name: "Сообщение" });
      await field.fill(text);
      await field.press("Enter");
    };
    await edit(`Лучше так: ${address("/borsch")}`);
    await card(anna, "Только слова").waitFor({ state: "detached" });
    await card(anna, "Борщ с пампушками").nth(1).waitFor();
    await edit("Передумал");
    await anna.getByRole("log").getByText("Передумал").waitFor();
    assert.equal(await card(anna, "Борщ с пампушками").count(), 1);
  });
});
