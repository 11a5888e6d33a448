/** What people write: marks, code, emoji, names. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { ANNA, BORIS, composer, openFamilyChat, registerByLink, send } from "../support/people.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;
let anna: Page;
let boris: Page;

before(async () => {
  browser = await launchBrowser();
  server = await Server.start();
  anna = await newDevice(browser, server.url);
  boris = await newDevice(browser, server.url, { viewport: PHONE });
  await registerByLink(anna, server, ANNA);
  await registerByLink(boris, server, BORIS);
  await openFamilyChat(anna);
  await openFamilyChat(boris);
});

afterEach(async () => {
  await composer(anna).fill("");
});

after(async () => {
  await browser.close();
  await server.dispose();
});

describe("writing", () => {
  it("marks words, covers secrets and never becomes HTML", async () => {
    await send(anna, "**важно** _тихо_ `код` ||сюрприз|| <b>не жирно</b>");
    const bubble = boris.getByRole("article").filter({ hasText: "важно" });
    await bubble.locator("strong", { hasText: "важно" }).waitFor();
    await bubble.locator("em", { hasText: "тихо" }).waitFor();
    await bubble.locator("code", { hasText: "код" }).waitFor();
    await bubble.getByText("<b>не жирно</b>").waitFor();
    assert.equal(await bubble.locator("b").count(), 0);
    assert.equal(await bubble.getByText("сюрприз").isVisible(), false);
    await bubble.getByRole("button", { name: "Скрытый текст: показать" }).click();
    await bubble.getByText("сюрприз").waitFor();
  });

  it("colours code and copies it", async () => {
    await composer(anna).fill("```rust\nfn main() {}\n```");
    await composer(anna).press("Enter");
    const code = anna.getByRole("figure").filter({ hasText: "fn main() {}" });
    await code.locator("[data-role=keyword]", { hasText: "fn" }).waitFor();
    await code.getByRole("button", { name: "Скопировать код" }).click();
    assert.equal(await anna.evaluate(() => navigator.clipboard.readText()), "fn main() {}");
  });

  it("offers members after an @, by keyboard", async () => {
    await composer(anna).pressSequentially("Привет, @бо");
    await anna.getByRole("option", { name: /Борис/ }).waitFor();
    await composer(anna).press("Enter");
    assert.equal(await composer(anna).inputValue(), "Привет, @boris ");
    await composer(anna).pressSequentially("@бо");
    await anna.getByRole("option", { name: /Борис/ }).waitFor();
    await composer(anna).press("Escape");
    await anna.getByRole("option", { name: /Борис/ }).waitFor({ state: "detached" });
    await composer(anna).waitFor();
  });

  it("formats what is selected with the keys that everybody knows", async () => {
    await composer(anna).fill("слово");
    await composer(anna).selectText();
    await composer(anna).press("Control+b");
    assert.equal(await composer(anna).inputValue(), "**слово**");
    await composer(anna).press("Control+b");
    assert.equal(await composer(anna).inputValue(), "слово");
  });

  it("finds emoji in Russian and in English", async () => {
    await anna.getByRole("button", { name: "Эмодзи" }).click();
    const search = anna.getByRole("textbox", { name: "Найти эмодзи" });
    await search.fill("сердц");
    await anna.getByRole("button", { name: "алое сердце" }).click();
    await search.fill("red heart");
    await search.press("Enter");
    await anna.keyboard.press("Escape");
    assert.equal(await composer(anna).inputValue(), "❤️❤️");
  });
});
