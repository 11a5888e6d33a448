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
  { file: "icons/icon-192.png", size: 192, margin: 0.02, background: "transparent" },
  { file: "icons/icon-512.png", size: 512, margin: 0.02, background: "transparent" },
  // Launchers cut a circle or anything else out of these; only the inner four fifths are safe.
  { file: "icons/maskable-192.png", size: 192, margin: 0.2, background: "#e8f5e9" },
  { file: "icons/maskable-512.png", size: 512, margin: 0.2, background: "#e8f5e9" },
  // Only its shape is shown, in the system's own colour: white, and the handset cut out of it.
  { file: "icons/badge-96.png", size: 96, margin: 0.04, background: "transparent", shape: true },
];

const logo = await readFile(new URL("favicon.svg", folder), "utf8");
/** White where the logo is coloured, nothing where it is white. */
const shape = logo
  .replace(
    /<path fill="#fff"([^>]*)\/>/,
    '<mask id="m"><path fill="#fff" d="M0 0h64v64H0z"/><path fill="#000"$1/></mask>',
  )
  .replace(/<path fill="url\(#g\)"/, '<path mask="url(#m)" fill="#fff"');
const executablePath = process.env.CHROMIUM;
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
try {
  for (const { file, size, margin, background, shape: isShape = false } of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const inner = Math.round(size * (1 - 2 * margin));
    await page.setContent(
      `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${background}">` +
        `<img width="${inner}" height="${inner}" src="data:image/svg+xml;base64,${Buffer.from(isShape ? shape : logo).toString("base64")}">`,
    );
    await page.locator("img").evaluate((image) => image.decode());
    await writeFile(new URL(file, folder), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
