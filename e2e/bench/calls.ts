/**
 * `npm run bench:calls -- [calls]`: Anna calls Boris again and again. Prints how long people wait: from the tap until it
 * rings at the other side, from the answer until both hear each other, and until they do again after the network was
 * another one and after a page was loaded anew. Loopback, real Chromium, real server; what is measured is our own part
 * and the browser's, not the network's.
 */
import type { Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { answer, meet } from "../support/couple.ts";
import { callScreen, endCall, incomingCall, startCall } from "../support/incall.ts";
import { hears } from "../support/media.ts";
import { eventually } from "../support/people.ts";

/**
 * Notes in each page when things happened, in milliseconds since the epoch. As text: what the compiler adds to functions
 * does not exist in the page. What is to be seen is looked at after every change of the document; sound, and the way it
 * takes, every 5 ms.
 */
const NOTE_TIMES = `{
  const now = () => performance.timeOrigin + performance.now();
  const noted = (globalThis.noted = {});
  let earlier = 0;
  let fragment;
  const peer = () => (globalThis.testPeers ?? []).slice(earlier).findLast((one) => one.connectionState !== "closed");
  const way = (one) => one?.getReceivers()[0]?.transport?.iceTransport?.getSelectedCandidatePair()?.local;
  const heard = (one) =>
    one?.getReceivers().some((receiver) =>
      receiver.track.kind === "audio" &&
      receiver.getSynchronizationSources().some(({ audioLevel }) => audioLevel > 0.001));
  globalThis.noteAnew = () => {
    for (const name of Object.keys(noted)) delete noted[name];
    fragment = way(peer())?.usernameFragment;
    earlier = globalThis.testPeers?.length ?? 0;
  };
  globalThis.noteNewWay = () => {
    for (const name of Object.keys(noted)) delete noted[name];
    fragment = way(peer())?.usernameFragment;
  };
  addEventListener("click", (event) => (noted.tap ??= performance.timeOrigin + event.timeStamp), true);
  addEventListener("online", () => (noted.online ??= now()), true);
  new MutationObserver(() => {
    const dialogs = [...document.querySelectorAll("[role=dialog]")];
    if (dialogs.some((one) => one.checkVisibility() && /Входящий звонок/.test(one.getAttribute("aria-label") ?? "")))
      noted.ring ??= now();
  }).observe(document, { childList: true, subtree: true, attributes: true });
  setInterval(() => {
    const one = peer();
    if (one === undefined) return;
    if (heard(one)) noted.sound ??= now();
    const found = way(one)?.usernameFragment;
    if (fragment !== undefined && found !== undefined && found !== fragment) noted.way ??= now();
  }, 5);
}`;

type Moment = "tap" | "ring" | "sound" | "online" | "way";

const WHAT = {
  ring: "tap → it rings at the other side",
  sound: "answer → both hear each other",
  way: "another network → the new way is in use (ICE restart)",
  reload: "page loaded anew → both hear each other again",
} as const;

const calls = Number(process.argv[2] ?? 10);
const browser = await launchBrowser();
const { anna, boris, server } = await meet(browser);
try {
  for (const page of [anna, boris]) await page.addInitScript(NOTE_TIMES);
  await anna.reload();
  await boris.reload();
  const times: Record<keyof typeof WHAT, number[]> = { ring: [], sound: [], way: [], reload: [] };
  // The first call fetches what every later one has: it is made, and not counted.
  for (let call = 0; call <= calls; call++) {
    const measured = await oneCall();
    if (call === 0) continue;
    for (const name of Object.keys(times) as (keyof typeof WHAT)[]) times[name].push(measured[name]);
  }
  const rows = (Object.keys(WHAT) as (keyof typeof WHAT)[]).map((name) => ({
    what: WHAT[name],
    ...summary(times[name]),
  }));
  console.table(rows);
  console.log(JSON.stringify({ benchmark: "calls", calls, rows, times }));
} finally {
  for (const context of browser.contexts()) await context.close();
  await browser.close();
  await server.dispose();
}

async function oneCall(): Promise<Record<keyof typeof WHAT, number>> {
  await noteAnew(anna);
  await noteAnew(boris);
  await startCall(anna, "Аудиозвонок");
  await incomingCall(boris).waitFor();
  const ring = (await moment(boris, "ring")) - (await moment(anna, "tap"));
  await noteTapOnly(boris);
  await answer(boris);
  const answered = await moment(boris, "tap");
  const sound = Math.max(await moment(anna, "sound"), await moment(boris, "sound")) - answered;
  await Promise.all([hears(anna), hears(boris)]);

  await anna.evaluate("noteNewWay()");
  await anna.context().setOffline(true);
  await anna.context().setOffline(false);
  const way = (await moment(anna, "way")) - (await moment(anna, "online"));
  await Promise.all([hears(anna), hears(boris)]);

  await noteAnew(boris);
  const begun = Date.now();
  await anna.reload();
  const reload = Math.max(await moment(anna, "sound"), await moment(boris, "sound")) - begun;
  await Promise.all([hears(anna), hears(boris)]);
  await endCall(boris, anna);
  await callScreen(boris).waitFor({ state: "detached" });
  return { ring, sound, way, reload };
}

function noteAnew(page: Page): Promise<void> {
  return page.evaluate("noteAnew()");
}

/** The next tap counts; lines that stand ready while it rings are of this call. */
function noteTapOnly(page: Page): Promise<void> {
  return page.evaluate("delete noted.tap, undefined");
}

async function moment(page: Page, name: Moment): Promise<number> {
  const found = await eventually(
    () => page.evaluate<number | undefined>(`noted.${name}`),
    (at) => at !== undefined,
    `${name} was noted`,
  );
  return found ?? 0;
}

function summary(times: readonly number[]): { medianMs: number; leastMs: number; mostMs: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
  return { medianMs: whole(median), leastMs: whole(sorted[0]), mostMs: whole(sorted.at(-1)) };
}

function whole(ms: number | undefined): number {
  return Math.round(ms ?? 0);
}
