/** Two people talk; whoever runs the server sees how it was, and nobody else does. */
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { callDevice, partAll, talk } from "../support/couple.ts";
import { endCall } from "../support/incall.ts";
import { losing12Percent } from "../support/media.ts";
import { ANNA, BORIS, openDirectChat, registerByLink, type Newcomer } from "../support/people.ts";
import { Server } from "../support/server.ts";

const OWNER: Newcomer = { login: "owner", name: "Хозяйка" };

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

/** This page has told the server how the call was for it. */
async function told(page: Page): Promise<void> {
  await page.waitForResponse((answer) => answer.url().endsWith("/quality") && answer.status() === 204);
}

async function showOnly(page: Page, which: "Все" | "Только плохие"): Promise<void> {
  await page
    .getByRole("radiogroup", { name: "Какие звонки показать" })
    .getByText(which, { exact: true })
    .click();
}

describe("the quality of calls", () => {
  it("is shown to whoever runs the server, with the reason and the way, and to nobody else", async () => {
    server = await Server.start();
    const owner = await newDevice(browser, server.url, { viewport: PHONE });
    await registerByLink(owner, server, OWNER, await server.invite("--admin"));
    await owner.goto("/settings");
    await owner.getByRole("link", { name: /Качество звонков/ }).click();
    await owner.getByText("Здесь будет видно, как прошли звонки").waitFor();
    await showOnly(owner, "Только плохие");
    await owner.getByText("Плохих звонков не было").waitFor();

    const anna = await callDevice(browser, server);
    const boris = await callDevice(browser, server);
    await anna.addInitScript(losing12Percent);
    await registerByLink(anna, server, ANNA);
    await registerByLink(boris, server, BORIS);
    await openDirectChat(anna, BORIS);
    await talk({ server, anna, boris });
    await anna.getByRole("button", { name: /^Связь плохая/ }).waitFor();
    await boris.getByRole("button", { name: /^Связь / }).waitFor();
    const bothTold = Promise.all([told(anna), told(boris)]);
    await endCall(anna, boris);
    await bothTold;

    await owner.reload();
    for (const which of ["Все", "Только плохие"] as const) {
      await showOnly(owner, which);
      const call = owner.getByRole("main").getByRole("listitem").filter({ hasText: "Анна → Борис" });
      await call.getByText("Плохо. Анна: не доходило 12 % пакетов собеседника").waitFor();
      await call.getByText("Анна: напрямую, UDP").waitFor();
      await call.getByText("Борис: напрямую, UDP").waitFor();
      await call.getByText(/^потери: входящие 12 %.*туда и обратно \d+ мс/).waitFor();
    }

    await boris.goto("/settings/quality");
    await boris.getByText("Такого раздела нет").waitFor();
  });
});
