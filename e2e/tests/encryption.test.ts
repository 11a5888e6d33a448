/** The program's own encryption as a browser meets it, the way there, and the warning where there is none. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { ANNA, openFamilyChat, registerByLink, seesOnce, send, waitForChats } from "../support/people.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;

before(async () => {
  // A name that is not this machine's to a browser: without encryption it gets nothing.
  browser = await launchBrowser({ args: ["--host-resolver-rules=MAP nas.example 127.0.0.1"] });
});

after(async () => {
  await browser.close();
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await server.dispose();
});

describe("encryption by the program itself", () => {
  it("carries the page over HTTP/2, the socket, and a log-in that outlives a reload", async () => {
    server = await Server.start({ ZVONILKA_TLS_MODE: "self" });
    const page = await newDevice(browser, server.url, { ignoreHTTPSErrors: true });
    await registerByLink(page, server, ANNA);
    await openFamilyChat(page);
    await send(page, "по защищённому");
    await seesOnce(page, "по защищённому");
    await page.reload();
    await waitForChats(page);
    await seesOnce(page, "по защищённому");
    const seen = await page.evaluate(() => ({
      protocols: performance
        .getEntriesByType("resource")
        .map((entry) => ("nextHopProtocol" in entry ? String(entry.nextHopProtocol) : "")),
      isSecure: window.isSecureContext,
    }));
    assert.ok(seen.isSecure);
    assert.ok(seen.protocols.includes("h2"), seen.protocols.join());
    assert.equal(await page.getByText("без шифрования").count(), 0);
  });

  it("tells a phone that comes without it how to trust the server", async () => {
    server = await Server.start({ ZVONILKA_TLS_MODE: "self" });
    const page = await newDevice(browser, `http://nas.example:${server.port}`, {
      viewport: PHONE,
      ignoreHTTPSErrors: true,
    });
    await page.goto("/trust");
    await page.getByRole("heading", { name: "Доверие к вашей Звонилке" }).waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} px too wide`);
    await page.getByText("iPhone и iPad").click();
    await page.getByText("Профиль загружен").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Скачать сертификат" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "zvonilka.crt");
    await page.getByRole("link", { name: "English" }).click();
    await page.getByRole("heading", { name: "Trust your Zvonilka" }).waitFor();
    await page.getByRole("link", { name: "Open Zvonilka" }).click();
    await page.waitForURL(`https://nas.example:${server.port}/**`);
    await page.getByRole("button", { name: "Войти" }).waitFor();
  });
});

describe("a page without encryption", () => {
  it("says what does not work, and stays silent once that was read", async () => {
    server = await Server.start();
    const page = await newDevice(browser, `http://nas.example:${server.port}`);
    await registerByLink(page, server, ANNA);
    const notice = page.getByText("Страница открыта без шифрования");
    await notice.waitFor();
    await page.getByRole("button", { name: "Понятно" }).click();
    await notice.waitFor({ state: "hidden" });
    await page.reload();
    // The log-in did not outlive the reload, as the notice had said.
    await page.getByRole("button", { name: "Войти" }).waitFor();
  });
});
