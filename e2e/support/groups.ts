/** What a person does in groups. */
import type { Locator, Page } from "playwright-core";
import type { Newcomer } from "./people.ts";

/** Makes a group through the picker; its maker ends up in it. */
export async function createGroup(page: Page, title: string, people: Newcomer[]): Promise<void> {
  await page.getByRole("button", { name: "Новый чат" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Создать группу" }).click();
  const dialog = page.getByRole("dialog", { name: "Новая группа" });
  for (const person of people) {
    await dialog.getByRole("option", { name: new RegExp(person.name) }).click();
  }
  await dialog.getByRole("button", { name: "Дальше" }).click();
  await dialog.getByLabel("Название").fill(title);
  await dialog.getByRole("button", { name: "Создать", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("heading", { name: title }).first().waitFor();
}

/** The pane about the open chat. */
export async function openInfo(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Меню чата" }).click();
  await page.getByRole("menuitem", { name: "О чате" }).click();
  const info = page.getByRole("complementary", { name: "О чате" });
  await info.waitFor();
  return info;
}

export interface MadeLink {
  /** The list of links, open. */
  links: Locator;
  path: string;
}

/** Makes an invite link in the pane about a group, with these of its limits chosen. */
export async function makeLink(page: Page, info: Locator, limits: readonly string[] = []): Promise<MadeLink> {
  await info.getByRole("button", { name: "Ссылки-приглашения" }).click();
  const links = page.getByRole("dialog", { name: "Ссылки-приглашения" });
  await links.getByRole("button", { name: "Новая ссылка" }).click();
  for (const limit of limits) await links.getByText(limit, { exact: true }).click();
  await links.getByRole("button", { name: "Создать ссылку" }).click();
  const url = await links.getByText(/\/join\//).innerText();
  return { links, path: new URL(url).pathname };
}
