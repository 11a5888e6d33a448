/** The connection check: what works is said to work, what does not comes with a remedy, and nothing spoils the rest. */
import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { launchBrowser, newDevice, PHONE, type DeviceOptions } from "../support/browser.ts";
import { observeCalls } from "../support/media.ts";
import { ANNA, eventually, registerByLink } from "../support/people.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;
let page: Page;
/** What must be closed after a test. */
let ends: (() => void)[] = [];

before(async () => {
  // As on a device that trusts the server's own authority; the relay asks for it by itself.
  browser = await launchBrowser({ args: ["--ignore-certificate-errors"] });
});

after(async () => {
  await browser.close();
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  for (const end of ends) end();
  ends = [];
  await server.dispose();
});

/** Anna stands before the check; `script` runs first in her page. */
async function open(
  env: Record<string, string>,
  options: DeviceOptions = {},
  script?: () => void,
): Promise<void> {
  server = await Server.start(env);
  page = await newDevice(browser, server.url, { ignoreHTTPSErrors: true, ...options });
  await observeCalls(page);
  if (script !== undefined) await page.addInitScript(script);
  await registerByLink(page, server, ANNA);
  await page.goto("/calls/check");
  await page.getByRole("button", { name: "Начать проверку" }).waitFor();
}

async function check(): Promise<void> {
  // By keyboard, as those do who use no pointer.
  await page.getByRole("button", { name: "Начать проверку" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Проверить ещё раз" }).waitFor({ timeout: 180_000 });
}

function line(name: string): Locator {
  return page.locator(`[data-check-line="${name}"]`);
}

async function states(): Promise<Record<string, string>> {
  const found = await page
    .locator("[data-check-line]")
    .evaluateAll((rows) =>
      rows.map((row) => [row.getAttribute("data-check-line"), row.getAttribute("data-check-state")]),
    );
  return Object.fromEntries(found) as Record<string, string>;
}

/** It works; a loaded machine may be called slow, which is no failure. */
function works(state: string | undefined): boolean {
  return state === "good" || state === "fair";
}

/** Ports that take what comes and say nothing, as behind a firewall. */
async function silentPorts(): Promise<{ udp: number; tcp: number }> {
  const datagrams = createSocket("udp4").bind(0, "127.0.0.1");
  await once(datagrams, "listening");
  const connections = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(connections, "listening");
  ends.push(
    () => datagrams.close(),
    () => connections.close(),
  );
  return { udp: datagrams.address().port, tcp: (connections.address() as AddressInfo).port };
}

describe("the connection check", () => {
  it("finds everything well where it is: every way through the server carries data", async () => {
    await open({ ZVONILKA_TLS_MODE: "self" });
    await check();
    await page.getByRole("meter", { name: "Громкость микрофона" }).waitFor();
    await page.locator("video").waitFor();
    await line("speaker").getByRole("button", { name: "Включить звук" }).click();
    await line("speaker").getByRole("button", { name: "Да, слышу" }).click();
    await eventually(states, (now) => now["speaker"] === "good", "the speaker is heard");
    const found = await states();
    for (const name of ["microphone", "camera", "stun", "nat"]) {
      assert.equal(found[name], "good", `${name}: ${JSON.stringify(found)}`);
    }
    assert.ok(works(found["socket"]), JSON.stringify(found));
    for (const way of ["udp", "tcp", "tls"]) {
      assert.ok(works(found[way]), `${way}: ${JSON.stringify(found)}`);
      await line(way)
        .getByText(/туда и обратно \d+ мс · потери .*Мбит\/с/)
        .waitFor();
    }
  });

  it("gives the result as a text without secrets, and runs again", async () => {
    await open({});
    const asked = page.waitForResponse((answer) => answer.url().endsWith("/api/calls/ice-servers"));
    await check();
    const list = (await (await asked).json()) as {
      iceServers: { username?: string; credential?: string }[];
    };
    const credentials = list.iceServers.flatMap(({ username, credential }) => [username, credential]);
    const secrets = credentials.filter((secret) => secret !== undefined);
    assert.equal(secrets.length, 2);
    await page.getByRole("button", { name: "Скопировать результат" }).click();
    await page.getByText("Скопировано").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /Звонилка, проверка связи/);
    assert.match(copied, /\[не проверено\] Через сервер по TLS: Сервер такой путь не предлагает/);
    for (const secret of secrets) assert.ok(!copied.includes(secret), "a secret went into the text");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Сохранить файлом" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "zvonilka-check.txt");
    assert.match(await readFile(await download.path(), "utf8"), /\] Микрофон: Вас слышно/);
    await page.getByRole("button", { name: "Проверить ещё раз" }).click();
    await page.getByRole("button", { name: "Проверить ещё раз" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Проверить ещё раз" }).waitFor({ timeout: 180_000 });
  });

  it("says which ways the network blocks, and what to do", async () => {
    const { udp, tcp } = await silentPorts();
    const urls = [
      `stun:127.0.0.1:${udp}`,
      `turn:127.0.0.1:${udp}?transport=udp`,
      `turn:127.0.0.1:${tcp}?transport=tcp`,
      `turns:127.0.0.1:${tcp}?transport=tcp`,
    ];
    await open(
      { ZVONILKA_TURN_EXTERNAL_URLS: urls.join(","), ZVONILKA_TURN_SECRET: "north" },
      { viewport: PHONE },
    );
    await check();
    const found = await states();
    for (const name of ["stun", "udp", "tcp", "tls"]) {
      assert.equal(found[name], "bad", `${name}: ${JSON.stringify(found)}`);
    }
    for (const [name, remedy] of [
      ["stun", "откройте порт UDP 3478"],
      ["udp", "откройте порт UDP 3478"],
      ["tcp", "откройте порт TCP 3478"],
      ["tls", "имя и сертификат"],
    ] as const) {
      await line(name).getByText(remedy).waitFor();
    }
    assert.equal(found["microphone"], "good");
    assert.ok(works(found["socket"]), JSON.stringify(found));
    await page.locator('[data-check-overall="bad"]').waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} px too wide`);
  });

  it("goes on without permission, and says that the server has no relay", async () => {
    await open({ ZVONILKA_TURN_ENABLED: "false" }, { viewport: PHONE }, () => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    });
    await check();
    const found = await states();
    assert.deepEqual(
      [found["microphone"], found["camera"], found["udp"], found["tcp"], found["stun"]],
      ["bad", "bad", "bad", "bad", "fair"],
    );
    await line("microphone").getByText("разрешите микрофон").waitFor();
    await line("udp").getByText("включите turn.enabled").waitFor();
    assert.ok(works(found["socket"]), JSON.stringify(found));
  });
});
