/**
 * Draws the PNG icons in `public/` from `favicon.svg`, with the Chromium of the browser tests:
 * `npm ci` in `../e2e` first; `CHROMIUM` names another binary than Playwright's own.
 */
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../../e2e/package.json", import.meta.url))(
  "playwright-core",
);
const folder = new URL("../public/", import.meta.url);

/** `margin` is a share of the size. iOS fills transparent parts with black and rounds the corners. */
const icons = [
  { file: "favicon-32.png", size: 32, margin: 0, background: "transparent" },
  { file: "apple-touch-icon.png", size: 180, margin: 0.14, background: "#fff" },
];

const logo = (await readFile(new URL("favicon.svg", folder))).toString("base64");
const executablePath = process.env.CHROMIUM;
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
try {
  for (const { file, size, margin, background } of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const inner = Math.round(size * (1 - 2 * margin));
    await page.setContent(
      `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${background}">` +
        `<img width="${inner}" height="${inner}" src="data:image/svg+xml;base64,${logo}">`,
    );
    await page.locator("img").evaluate((image) => image.decode());
    await writeFile(new URL(file, folder), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
