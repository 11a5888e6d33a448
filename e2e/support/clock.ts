/** Devices whose owners set the clock wrong. */
import type { Page } from "playwright-core";

export const DAY_MS = 24 * 60 * 60 * 1_000;

/** From the next page on, the device's clock differs by so much from the true one. */
export async function setClockWrong(page: Page, byMs: number): Promise<void> {
  // As text: what the runner makes of functions inside functions is not known in the page.
  await page.addInitScript(`{
    const TrueDate = Date;
    const now = () => TrueDate.now() + ${String(byMs)};
    globalThis.Date = new Proxy(TrueDate, {
      construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given),
      apply: () => new TrueDate(now()).toString(),
      get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
    });
  }`);
}
