/** Guests of a group call: the links by which they come, and their own pages. */
import assert from "node:assert/strict";
import type { Browser, Locator, Page } from "playwright-core";
import { PHONE } from "./browser.ts";
import { callDevice } from "./couple.ts";
import { press } from "./groupCall.ts";
import type { Server } from "./server.ts";

/** Makes a link in the call that goes on, and puts the dialog away. */
export async function makeGuestLink(page: Page): Promise<string> {
  const dialog = await openGuestLinks(page);
  await dialog.getByRole("button", { name: "Создать ссылку" }).click();
  const link = await dialog.getByText(/\/guest#/).textContent();
  await dialog.getByRole("button", { name: "Готово" }).click();
  await dialog.getByRole("button", { name: "Закрыть" }).click();
  await page.keyboard.press("Escape");
  assert.ok(link !== null);
  return link;
}

export async function openGuestLinks(page: Page): Promise<Locator> {
  await press(page, /^Ещё/);
  await page.getByRole("button", { name: "Позвать гостя по ссылке" }).click();
  return page.getByRole("dialog", { name: "Ссылки для гостей" });
}

/** Somebody without an account, on a device of their own, who has opened the link. */
export async function guestDevice(
  browser: Browser,
  server: Server,
  link: string,
  viewport = PHONE,
): Promise<Page> {
  const page = await callDevice(browser, server, { viewport });
  await page.goto(link);
  return page;
}

/** Gives a name at the door. */
export async function joins(page: Page, name: string): Promise<void> {
  await page.getByLabel("Как вас зовут").fill(name);
  await page.getByRole("button", { name: "Войти", exact: true }).click();
}
