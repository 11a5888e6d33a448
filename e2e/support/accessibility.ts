/** What stands in the way of people with a screen reader, a keyboard, weak eyes or a small phone, as far as a machine can tell. */
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * WCAG 2.2 AA, the size of what is touched included. Whether a name has the visible words in it is compared letter by letter, and
 * «Выключить камеру» below which stands «Камера» is a fault of Russian grammar only.
 */
const OPTIONS: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  rules: { "target-size": { enabled: true }, "label-content-name-mismatch": { enabled: false } },
};

/** Every fault of what the page shows now, a sentence each. */
export async function faults(page: Page): Promise<string[]> {
  await settled(page);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(await axeSource);
  const results = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(OPTIONS)})`);
  const found = results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.html.slice(0, 160)} ${detail(node.any)}`.trim()),
  );
  const wider = await page.evaluate(() => {
    const root = document.documentElement;
    return root.scrollWidth - root.clientWidth;
  });
  if (wider > 0) found.push(`the page is ${wider} pixels wider than the screen`);
  return found;
}

function detail(checks: readonly { message: string }[]): string {
  return checks.map(({ message }) => message).join("; ");
}

/** Nothing fades in or out any more: a colour on its way is not the one to judge. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
        .map((one) => one.finished.catch(() => undefined)),
    ),
  );
}
