/** Anna at a computer and Boris on a phone, the usual cast of a call. */
import type { Browser, Page } from "playwright-core";
import { newDevice, PHONE, type DeviceOptions } from "./browser.ts";
import { incomingCall, startCall, type CallKind } from "./incall.ts";
import { hears, observeCalls } from "./media.ts";
import { ANNA, BORIS, openDirectChat, registerByLink } from "./people.ts";
import { Server } from "./server.ts";

export interface Couple {
  server: Server;
  /** At a computer, in the chat with Boris. */
  anna: Page;
  /** On a phone, at the list of chats. */
  boris: Page;
}

/** A device whose calls can be measured. */
export async function callDevice(
  browser: Browser,
  server: Server,
  options: DeviceOptions = {},
): Promise<Page> {
  const page = await newDevice(browser, server.url, options);
  await observeCalls(page);
  return page;
}

/** Starts a server and registers both. `script` runs first in Anna's page. */
export async function meet(
  browser: Browser,
  { env = {}, script }: { env?: Record<string, string>; script?: (() => void) | undefined } = {},
): Promise<Couple> {
  const server = await Server.start(env);
  const anna = await callDevice(browser, server);
  const boris = await callDevice(browser, server, { viewport: PHONE });
  if (script !== undefined) await anna.addInitScript(script);
  await registerByLink(anna, server, ANNA);
  await registerByLink(boris, server, BORIS);
  await openDirectChat(anna, BORIS);
  return { server, anna, boris };
}

/** Anna calls, Boris answers, both hear each other. */
export async function talk({ anna, boris }: Couple, kind: CallKind = "Аудиозвонок"): Promise<void> {
  await startCall(anna, kind);
  await answer(boris);
  const video = kind === "Видеозвонок";
  await Promise.all([hears(anna, { video }), hears(boris, { video })]);
}

export function answer(page: Page): Promise<void> {
  return incomingCall(page).getByRole("button", { name: "Ответить" }).first().click();
}

/** Everybody leaves, and the server ends. */
export async function partAll(browser: Browser, server: Server): Promise<void> {
  for (const context of browser.contexts()) await context.close();
  await server.dispose();
}
