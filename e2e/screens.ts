/**
 * Pictures of every screen at three sizes, light and dark: `npm run screens [ru|en]` writes them to `artifacts/`, to be
 * opened and looked at.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { DESKTOP, launchBrowser, newDevice, PHONE, TABLET } from "./support/browser.ts";
import { MailServer } from "./support/mail.ts";
import { ANNA, BORIS, passwordOf, registerByLink, type Newcomer } from "./support/people.ts";
import { Server } from "./support/server.ts";

const SIZES = { phone: PHONE, tablet: TABLET, desktop: DESKTOP };
const OTHERS: Newcomer[] = [
  { login: "babushka", name: "Бабушка Вера" },
  { login: "petya", name: "Петя" },
];

/** Screens that need nothing but somebody who is signed in. */
const SCREENS = [
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
  "/settings/security",
  "/settings/email",
  "/settings/data",
  "/settings/invites",
  "/settings/quality",
  "/settings/simple",
  "/settings/about",
  "/welcome",
  "/welcome/device",
  "/welcome/first",
  "/join/nonsense",
  "/nowhere",
];

/** Ids of chats, and of a person. */
interface Chats {
  family: string;
  direct: string;
  person: string;
}

const locale = process.argv[2] === "en" ? "en-US" : "ru-RU";
const folder = path.join(import.meta.dirname, "artifacts", locale);

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle").catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 500));
}

/** Where one writes, whatever the language. */
function field(page: Page) {
  return page.getByRole("textbox", { name: /^(Сообщение|Message)$/ });
}

/** Logs in, whatever the language. */
async function enter(page: Page, person: Newcomer): Promise<void> {
  await page.goto("/login");
  await page.locator('input[autocomplete="username"]').fill(person.login);
  await page.locator('input[autocomplete="current-password"]').fill(passwordOf(person));
  await page.locator('button[type="submit"]').click();
  await page.waitForURL(/chats/);
}

async function shoot(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** Talks through the API, so that there is something to look at. */
async function fill(server: Server, anna: Page, chats: Omit<Chats, "person">): Promise<void> {
  const say = async (person: Newcomer, chat: string, texts: string[]): Promise<void> => {
    const session = await fetch(`${server.url}/api/auth/login`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ login: person.login, password: passwordOf(person), deviceName: "Телефон" }),
    }).then((answer) => answer.json() as Promise<{ accessToken: string }>);
    for (const text of texts) {
      await fetch(`${server.url}/api/chats/${chat}/messages`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${session.accessToken}` },
        body: JSON.stringify({ clientId: crypto.randomUUID(), text }),
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

async function chatIds(page: Page): Promise<Omit<Chats, "person">> {
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

/** What opens over a screen. */
async function shootDialogs(page: Page, chats: Chats, name: (screen: string) => string): Promise<void> {
  await page.goto(`/chats/${chats.family}`);
  await field(page).waitFor();
  const close = () => page.keyboard.press("Escape");
  await page.getByRole("log").getByText("И я!").click({ button: "right" });
  await shoot(page, name("dialog-message"));
  await close();
  await page
    .getByRole("button", { name: /^(Эмодзи|Emoji)$/ })
    .first()
    .click();
  await shoot(page, name("dialog-emoji"));
  await close();
  await page.goto(`/chats/${chats.family}`);
  await field(page).waitFor();
  await page.keyboard.press("Control+k");
  await page
    .getByRole("dialog")
    .getByRole("searchbox")
    .or(page.getByRole("dialog").getByRole("textbox"))
    .first()
    .fill("пирог");
  await shoot(page, name("dialog-search"));
  await close();
  await page.goto("/chats");
  await page
    .getByRole("button", { name: /^(Новый чат|New chat)$/ })
    .first()
    .click();
  await shoot(page, name("dialog-new-chat"));
}

async function shootAll(browser: Browser, server: Server, chats: Chats): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ["light", "dark"] as const) {
      const name = (screen: string): string => `${screen}-${size}-${colorScheme}`;
      const stranger = await newDevice(browser, server.url, { viewport, colorScheme, locale });
      await stranger.goto("/login");
      await shoot(stranger, name("login"));
      await stranger.goto(`/invite/${await server.invite()}`);
      await shoot(stranger, name("invite"));
      for (const screen of ["register", "forgot", "reset/nonsense", "confirm/nonsense", "invite/nonsense"]) {
        await stranger.goto(`/${screen}`);
        await shoot(stranger, name(screen.replace("/", "-")));
      }
      await stranger.context().close();

      const page = await newDevice(browser, server.url, { viewport, colorScheme, locale });
      await enter(page, ANNA);
      await shoot(page, name("chats"));
      for (const [screen, address] of [
        ["family", `/chats/${chats.family}`],
        ["direct", `/chats/${chats.direct}`],
        ["person", `/people/${chats.person}`],
        ["simple-proposal", `/people/${chats.person}/simple`],
        ...SCREENS.map((address) => [address.slice(1).replaceAll("/", "-"), address] as const),
      ] as const) {
        await page.goto(address);
        await shoot(page, name(screen));
      }
      await shootDialogs(page, chats, name);
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
    const anna = await newDevice(browser, server.url, { viewport, locale });
    const boris = await newDevice(browser, server.url, { viewport, colorScheme: "dark", locale });
    await enter(anna, ANNA);
    await enter(boris, BORIS);
    for (const [kind, button] of [
      ["audio", /^(Аудиозвонок|Audio call)$/],
      ["video", /^(Видеозвонок|Video call)$/],
    ] as const) {
      await anna.goto(`/chats/${chats.direct}`);
      await field(anna).waitFor();
      await anna.getByRole("button", { name: button }).first().click();
      const ringing = boris.getByRole("dialog", { name: /^(Входящий звонок|Incoming call)/ });
      await ringing.waitFor();
      await shoot(anna, `call-${kind}-outgoing-${size}`);
      await shoot(boris, `call-${kind}-incoming-${size}`);
      await ringing
        .getByRole("button", { name: /^(Ответить|Answer)$/ })
        .first()
        .click();
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      await shoot(anna, `call-${kind}-active-${size}`);
      await shoot(boris, `call-${kind}-active-dark-${size}`);
      await anna.mouse.move(50, 50);
      await anna
        .getByRole("button", { name: /^(Свернуть звонок|Minimise the call)$/ })
        .first()
        .click();
      await shoot(anna, `call-${kind}-mini-${size}`);
      await boris.mouse.move(50, 50);
      await boris.mouse.move(60, 60);
      await boris
        .getByRole("button", { name: /^(Завершить|Hang up)$/ })
        .first()
        .click();
      await shoot(boris, `call-${kind}-ended-${size}`);
      await new Promise((resolve) => setTimeout(resolve, 4_000));
    }
    await anna.context().close();
    await boris.context().close();
  }
}

await mkdir(folder, { recursive: true });
const browser = await launchBrowser();
const mail = await MailServer.start();
const server = await Server.start(mail.env);
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
  await field(anna).waitFor();
  await anna.goto("/chats");
  await settled(anna);
  const ids = await chatIds(anna);
  await anna.goto("/people");
  const person = await anna
    .getByRole("link", { name: new RegExp(BORIS.name) })
    .first()
    .getAttribute("href");
  const chats: Chats = { ...ids, person: person?.split("/").at(-1) ?? "" };
  await fill(server, anna, chats);
  await shootAll(browser, server, chats);
  await shootCalls(browser, server, chats);
} finally {
  await browser.close();
  await server.dispose();
  mail.stop();
}
