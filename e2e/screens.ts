/**
 * Pictures of every screen at three sizes, light and dark: `npm run screens [ru|en]` writes them to `artifacts/`, to be
 * opened and looked at.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { DESKTOP, launchBrowser, newDevice, PHONE, TABLET } from "./support/browser.ts";
import { ANNA, BORIS, composer, logIn, passwordOf, registerByLink, type Newcomer } from "./support/people.ts";
import { Server } from "./support/server.ts";

const SIZES = { phone: PHONE, tablet: TABLET, desktop: DESKTOP };
const OTHERS: Newcomer[] = [
  { login: "babushka", name: "Бабушка Вера" },
  { login: "petya", name: "Петя" },
];

const locale = process.argv[2] === "en" ? "en-US" : "ru-RU";
const folder = path.join(import.meta.dirname, "artifacts", locale);

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle").catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 500));
}

async function shoot(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** Talks through the API, so that there is something to look at. */
async function fill(server: Server, anna: Page, chats: { family: string; direct: string }): Promise<void> {
  const say = async (person: Newcomer, chat: string, texts: string[]): Promise<void> => {
    const session = await fetch(`${server.url}/api/auth/login`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ login: person.login, password: passwordOf(person), deviceName: "Телефон" }),
    }).then((answer) => answer.json() as Promise<{ accessToken: string }>);
    for (const [n, text] of texts.entries()) {
      await fetch(`${server.url}/api/chats/${chat}/messages`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${session.accessToken}` },
        body: JSON.stringify({ clientId: `s${person.login}${n}`, text }),
      });
    }
  };
  await say(BORIS, chats.family, ["Всем доброе утро! ☀️", "Кто завтра едет на дачу?"]);
  await say(OTHERS[0]!, chats.family, ["Я пирогов напекла, заезжайте"]);
  await say(ANNA, chats.family, ["Мы приедем к двум. Вот прогноз: https://example.org/weather", "🎉"]);
  await say(OTHERS[1]!, chats.family, [
    "И я!",
    "Возьмите мяч, пожалуйста, он лежит в коридоре на верхней полке за коробкой с инструментами",
  ]);
  await say(BORIS, chats.direct, ["Позвонишь вечером?"]);
  await say(ANNA, chats.direct, ["Да, после восьми. Расскажешь, как съездили", "И про бабушку не забудь"]);
  await say(BORIS, chats.direct, ["Хорошо 🙂"]);
  await anna.reload();
}

async function chatIds(page: Page): Promise<{ family: string; direct: string }> {
  const links = await page
    .getByRole("link")
    .evaluateAll((all) =>
      all.map((link) => ({ href: link.getAttribute("href") ?? "", text: link.textContent ?? "" })),
    );
  const idOf = (title: string): string =>
    links.find((link) => link.href.startsWith("/chats/") && link.text.includes(title))?.href.split("/")[2] ??
    "";
  return { family: idOf("Семья"), direct: idOf(BORIS.name) };
}

async function shootAll(
  browser: Browser,
  server: Server,
  chats: { family: string; direct: string },
): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ["light", "dark"] as const) {
      const name = (screen: string): string => `${screen}-${size}-${colorScheme}`;
      const stranger = await newDevice(browser, server.url, { viewport, colorScheme, locale });
      await stranger.goto("/login");
      await shoot(stranger, name("login"));
      await stranger.goto(`/invite/${await server.invite()}`);
      await shoot(stranger, name("invite"));
      await stranger.context().close();

      const page = await newDevice(browser, server.url, { viewport, colorScheme, locale });
      await page.goto("/login");
      await page.locator('input[autocomplete="username"]').fill(ANNA.login);
      await page.locator('input[autocomplete="current-password"]').fill(passwordOf(ANNA));
      await page.locator('button[type="submit"]').click();
      await page.waitForURL(/chats/);
      await shoot(page, name("chats"));
      for (const [screen, address] of [
        ["family", `/chats/${chats.family}`],
        ["direct", `/chats/${chats.direct}`],
        ["people", "/people"],
        ["calls", "/calls"],
        ["settings", "/settings"],
        ["settings-profile", "/settings/profile"],
        ["settings-appearance", "/settings/appearance"],
        ["settings-sessions", "/settings/sessions"],
        ["settings-invites", "/settings/invites"],
        ["settings-about", "/settings/about"],
        ["nowhere", "/nowhere"],
      ] as const) {
        await page.goto(address);
        await shoot(page, name(screen));
      }
      await page.goto(`/chats/${chats.direct}`);
      await settled(page);
      await page.context().setOffline(true);
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      await shoot(page, name("offline"));
      await page.context().close();
    }
  }
}

async function shootCalls(browser: Browser, server: Server, chats: { direct: string }): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    const anna = await newDevice(browser, server.url, { viewport });
    const boris = await newDevice(browser, server.url, { viewport, colorScheme: "dark" });
    await logIn(anna, ANNA);
    await logIn(boris, BORIS);
    for (const [kind, button] of [
      ["audio", "Аудиозвонок"],
      ["video", "Видеозвонок"],
    ] as const) {
      await anna.goto(`/chats/${chats.direct}`);
      await composer(anna).waitFor();
      await anna.getByRole("button", { name: button }).first().click();
      const ringing = boris.getByRole("dialog", { name: /Входящий звонок/ });
      await ringing.waitFor();
      await shoot(anna, `call-${kind}-outgoing-${size}`);
      await shoot(boris, `call-${kind}-incoming-${size}`);
      await ringing.getByRole("button", { name: "Ответить" }).first().click();
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      await shoot(anna, `call-${kind}-active-${size}`);
      await shoot(boris, `call-${kind}-active-dark-${size}`);
      await anna.mouse.move(50, 50);
      await anna.getByRole("button", { name: "Свернуть звонок" }).first().click();
      await shoot(anna, `call-${kind}-mini-${size}`);
      await boris.mouse.move(50, 50);
      await boris.mouse.move(60, 60);
      await boris.getByRole("button", { name: "Завершить" }).first().click();
      await shoot(boris, `call-${kind}-ended-${size}`);
      await new Promise((resolve) => setTimeout(resolve, 4_000));
    }
    await anna.context().close();
    await boris.context().close();
  }
}

await mkdir(folder, { recursive: true });
const browser = await launchBrowser();
const server = await Server.start();
try {
  const anna = await newDevice(browser, server.url);
  const code = await server.invite("--admin");
  await registerByLink(anna, server, ANNA, code);
  for (const person of [BORIS, ...OTHERS]) {
    const page = await newDevice(browser, server.url);
    await registerByLink(page, server, person);
    if (person !== BORIS) await page.context().close();
  }
  await anna.getByRole("button", { name: "Новый чат" }).first().click();
  await anna
    .getByRole("dialog", { name: "Новый чат" })
    .getByRole("button", { name: new RegExp(BORIS.name) })
    .click();
  await composer(anna).waitFor();
  await anna.goto("/chats");
  await settled(anna);
  const chats = await chatIds(anna);
  await fill(server, anna, chats);
  await shootAll(browser, server, chats);
  await shootCalls(browser, server, chats);
} finally {
  await browser.close();
  await server.dispose();
}
