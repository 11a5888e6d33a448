/**
 * `npm run bench:timeline -- [messages]`: somebody scrolls through a whole long chat, from its end to its beginning and
 * part of the way back. Prints what the page holds on the way: elements of the timeline, memory, how long frames took.
 */
import type { CDPSession, Page } from "playwright-core";
import { launchBrowser, newDevice } from "../support/browser.ts";
import {
  ANNA,
  BORIS,
  openDirectChat,
  passwordOf,
  registerByLink,
  seesOnce,
  type Newcomer,
} from "../support/people.ts";
import { Server } from "../support/server.ts";

/** As text: what the compiler adds to functions does not exist in the page. */
const COUNT_FRAMES = `{
  const taken = (globalThis.framesTaken = []);
  let last = performance.now();
  requestAnimationFrame(function frame(now) {
    taken.push(now - last);
    last = now;
    if (globalThis.framesTaken === taken) requestAnimationFrame(frame);
  });
}`;
const SENDERS = 32;
const SAMPLES = 10;
/** The page of another build, for comparing; it must pass the API on to `SERVER_PORT`. */
const pageUrl = process.env["PAGE_URL"];

interface Sample {
  scrolled: number;
  elements: number;
  heapMiB: number;
  medianFrameMs: number;
  slowFrames: string;
}

const messages = Number(process.argv[2] ?? 100_000);
const server = await Server.start(
  pageUrl === undefined ? {} : { ZVONILKA_SERVER_ALLOWED_ORIGINS: pageUrl },
  Number(process.env["SERVER_PORT"] ?? 0),
);
const browser = await launchBrowser();
try {
  const anna = await newDevice(browser, pageUrl ?? server.url);
  const boris = await newDevice(browser, pageUrl ?? server.url);
  await registerByLink(anna, server, ANNA);
  await registerByLink(boris, server, BORIS);
  await boris.close();
  await openDirectChat(anna, BORIS);
  const chat = new URL(anna.url()).pathname;
  await anna.goto("/people");
  await fill(chat.split("/").at(-1) ?? "");
  await anna.goto(chat);
  await seesOnce(anna, wordsOf(messages));
  const samples = await scrollThrough(anna);
  console.table(samples);
  console.log(JSON.stringify({ benchmark: "timeline", messages, samples }));
} finally {
  await browser.close();
  await server.dispose();
}

function wordsOf(number: number): string {
  return `№${number}. ${"Слова, какие пишут люди, ".repeat(1 + (number % 5))}`.trim();
}

/** Boris writes it all, and Anna has read it: her chat opens at its end. */
async function fill(chatId: string): Promise<void> {
  const boris = await signIn(BORIS);
  let next = 1;
  const say = (number: number): Promise<void> =>
    boris("POST", `/api/chats/${chatId}/messages`, { clientId: `n${number}`, text: wordsOf(number) });
  const write = async (): Promise<void> => {
    while (next < messages) await say(next++);
  };
  await Promise.all(Array.from({ length: SENDERS }, write));
  await say(messages);
  const anna = await signIn(ANNA);
  await anna("PUT", `/api/chats/${chatId}/read`, { seq: messages });
}

type Request = (method: "POST" | "PUT", path: string, body: object) => Promise<void>;

/** Somebody's requests. */
async function signIn(person: Newcomer): Promise<Request> {
  const ask = async (method: string, path: string, body: object, token?: string): Promise<unknown> => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(server.url + path, {
      method,
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  };
  const session = await ask("POST", "/api/auth/login", { login: person.login, password: passwordOf(person) });
  const { accessToken } = session as { accessToken: string };
  return async (method, path, body) => void (await ask(method, path, body, accessToken));
}

async function scrollThrough(page: Page): Promise<Sample[]> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  await page.getByRole("log").hover();
  const samples = [await sample(page, cdp, 0, [])];
  for (let part = 1; part <= SAMPLES; part++) {
    const goal = Math.floor((messages * part) / SAMPLES);
    const frames = await scroll(page, -1, (top) => messages - top >= goal - 1);
    samples.push(await sample(page, cdp, goal, frames));
  }
  const back = Math.floor(messages / SAMPLES);
  const frames = await scroll(page, 1, (top) => top >= back);
  samples.push(await sample(page, cdp, messages - back, frames));
  return samples;
}

/** Turns the wheel until the number of the topmost message says that it is enough; gives the frames' times in ms. */
async function scroll(page: Page, direction: 1 | -1, enough: (top: number) => boolean): Promise<number[]> {
  await page.evaluate(COUNT_FRAMES);
  const deadline = Date.now() + 600_000;
  while (!enough(await topmost(page))) {
    if (Date.now() > deadline) throw new Error("scrolling got nowhere");
    for (let turn = 0; turn < 8; turn++) await page.mouse.wheel(0, direction * 2_500);
  }
  return page.evaluate(() => {
    const taken = Reflect.get(globalThis, "framesTaken") as number[];
    Reflect.deleteProperty(globalThis, "framesTaken");
    return taken;
  });
}

async function topmost(page: Page): Promise<number> {
  const text = await page.getByRole("log").innerText();
  return Number(/№(\d+)\./.exec(text)?.[1] ?? messages);
}

async function sample(page: Page, cdp: CDPSession, scrolled: number, frames: number[]): Promise<Sample> {
  await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const heap = metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0;
  const elements = await page.getByRole("log").evaluate((log) => log.querySelectorAll("*").length);
  const sorted = frames.toSorted((a, b) => a - b);
  const slow = sorted.filter((ms) => ms > 50).length;
  return {
    scrolled,
    elements,
    heapMiB: Math.round((heap / 1_048_576) * 10) / 10,
    medianFrameMs: Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 10) / 10,
    slowFrames: `${slow} of ${sorted.length}`,
  };
}
