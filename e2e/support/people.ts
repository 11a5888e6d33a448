/** What a person does in the page, in a person's words. Everything is found by role and name, as people (and screen readers) find it. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import type { Server } from "./server.ts";

export interface Newcomer {
  login: string;
  name: string;
}

export const ANNA: Newcomer = { login: "anna", name: "Анна" };
export const BORIS: Newcomer = { login: "boris", name: "Борис" };

export function passwordOf(person: Newcomer): string {
  return `${person.login} любит чай`;
}

/** Opens an invitation link, registers, and wants none of the first steps. */
export async function registerByLink(
  page: Page,
  server: Pick<Server, "invite">,
  person: Newcomer,
  code?: string,
): Promise<void> {
  await fillRegistration(page, person, code ?? (await server.invite()));
  // Other devices ask no more once the account knows.
  const known = page.waitForResponse(
    (answer) => answer.url().endsWith("/api/users/me") && answer.request().method() === "PATCH",
  );
  await page.getByRole("button", { name: "Пропустить всё" }).click();
  await waitForChats(page);
  await known;
}

/** Opens an invitation link and registers; the first steps of a newcomer follow. */
export async function fillRegistration(page: Page, person: Newcomer, code: string): Promise<void> {
  await page.goto(`/invite/${code}`);
  await page.getByLabel("Логин", { exact: true }).fill(person.login);
  await page.getByLabel("Имя", { exact: true }).fill(person.name);
  await page.getByRole("textbox", { name: "Пароль" }).fill(passwordOf(person));
  await page.getByRole("button", { name: "Зарегистрироваться" }).click();
}

export async function logIn(page: Page, person: Newcomer): Promise<void> {
  await page.goto("/login");
  await fillInLogIn(page, person);
  await waitForChats(page);
}

/** On the log-in screen, wherever that leads then. */
export async function fillInLogIn(page: Page, person: Newcomer): Promise<void> {
  await page.getByLabel("Логин", { exact: false }).first().fill(person.login);
  await page.getByRole("textbox", { name: "Пароль" }).fill(passwordOf(person));
  await page.getByRole("button", { name: "Войти" }).click();
}

/** The chat list shows: one is in. */
export async function waitForChats(page: Page): Promise<void> {
  await page.getByRole("searchbox", { name: "Поиск по чатам" }).or(composer(page)).first().waitFor();
}

export async function openFamilyChat(page: Page): Promise<void> {
  await chatRow(page, "Семья").click();
  await composer(page).waitFor();
}

/** Opens the direct chat with somebody through the "new chat" picker. */
export async function openDirectChat(page: Page, person: Newcomer): Promise<void> {
  await page.getByRole("button", { name: "Новый чат" }).first().click();
  const picker = page.getByRole("dialog", { name: "Новый чат" });
  await picker.getByRole("button", { name: new RegExp(person.name) }).click();
  await composer(page).waitFor();
  await page.getByRole("heading", { name: person.name }).first().waitFor();
}

export function chatRow(page: Page, title: string): Locator {
  return page.getByRole("link", { name: new RegExp(title) }).first();
}

export function composer(page: Page): Locator {
  return page.getByRole("textbox", { name: "Сообщение" });
}

export async function send(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** The message's bubbles in the open chat. */
export function bubbles(page: Page, text: string): Locator {
  return page.getByRole("log").getByText(text, { exact: true });
}

/** Waits until the message shows, and shows once. */
export async function seesOnce(page: Page, text: string): Promise<void> {
  await bubbles(page, text).first().waitFor();
  assert.equal(await bubbles(page, text).count(), 1, `"${text}" shows more than once`);
}

/** Asks again and again until the answer holds; fails with what it was last. */
export async function eventually<T>(
  ask: () => Promise<T>,
  holds: (answer: T) => boolean,
  what: string,
  withinMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > deadline) {
      throw new Error(`${what}: not within ${withinMs} ms; last seen: ${JSON.stringify(answer)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
