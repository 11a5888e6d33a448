/** The controls of a call, as people find them. */
import type { Locator, Page } from "playwright-core";

export type CallKind = "Аудиозвонок" | "Видеозвонок";

export function startCall(page: Page, kind: CallKind): Promise<void> {
  return page.getByRole("button", { name: kind }).first().click();
}

/** The call's own screen. */
export function callScreen(page: Page): Locator {
  return page.getByRole("dialog", { name: /^Звонок/ });
}

export function incomingCall(page: Page): Locator {
  return page.getByRole("dialog", { name: /Входящий звонок/ });
}

/** The controls hide over a moving picture; a movement of the pointer brings them back. */
export async function wake(page: Page): Promise<void> {
  await page.mouse.move(100, 100);
  await page.mouse.move(120, 120);
}

export function control(page: Page, name: string): { click(): Promise<void> } {
  return {
    async click() {
      await wake(page);
      await page.getByRole("button", { name, exact: true }).first().click();
    },
  };
}

/** Opens what is needed less often. */
export async function more(page: Page): Promise<void> {
  await wake(page);
  await page.getByRole("button", { name: /^Ещё/ }).click();
  await page.getByRole("dialog", { name: "Во время звонка" }).waitFor();
}

/** One hangs up; it is over on the other side too. */
export async function endCall(page: Page, other: Page): Promise<void> {
  await control(page, "Завершить").click();
  await other.getByRole("dialog", { name: /Звонок:/ }).waitFor({ state: "detached" });
}
