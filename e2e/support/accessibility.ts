/** What stands in the way of people with a screen reader, a keyboard, weak eyes or a small phone, as far as a machine can tell. */
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * WCAG 2.2 AA, the size of what is touched included. Whether a name has the visible words in it is compared letter by
 * letter, and «Выключить камеру» below which stands «Камера» is a fault of Russian grammar only.
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

/**
 * Nothing fades or slides any more: a colour or a place on its way is not the one to judge. What was opened begins to move
 * with the next frame, and may bring something else after it; two still frames in a row are an end.
 */
async function settled(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const moving = () => document.getAnimations().filter((one) => {
      return one.playState === "running" && one.effect?.getComputedTiming().iterations !== Infinity;
    });
    for (let still = 0; still < 2; ) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const animations = moving();
      still = animations.length === 0 ? still + 1 : 0;
      await Promise.all(animations.map((one) => one.finished.catch(() => undefined)));
    }
  })()`);
}
