/** One Chromium for all people of a test file; each person (or device) is a context of its own. */
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { writeTone } from "./tone.ts";

export const PHONE = { width: 360, height: 740 };
export const TABLET = { width: 820, height: 1180 };
export const DESKTOP = { width: 1440, height: 900 };

export interface BrowserOptions {
  /** Further options of Chromium. */
  args?: string[];
  /** Instead of the Chromium of the system. */
  executablePath?: string;
  env?: Record<string, string>;
}

export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const { args = [], executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium", env } = options;
  const folder = await mkdtemp(path.join(tmpdir(), "zvonilka-tone-"));
  const tone = path.join(folder, "tone.wav");
  await writeTone(tone);
  const browser = await chromium.launch({
    executablePath,
    ...(env === undefined ? {} : { env }),
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--autoplay-policy=no-user-gesture-required",
      "--use-fake-device-for-media-stream=device-count=3",
      "--auto-select-desktop-capture-source=Entire screen",
      "--use-fake-ui-for-media-stream",
      `--use-file-for-fake-audio-capture=${tone}`,
      "--allow-loopback-in-peer-connection",
      ...args,
    ],
  });
  browser.once("disconnected", () => rmSync(folder, { recursive: true, force: true }));
  return browser;
}

export interface DeviceOptions {
  viewport?: { width: number; height: number };
  colorScheme?: "light" | "dark";
  locale?: string;
  /** As on a device that trusts the server's own authority. */
  ignoreHTTPSErrors?: boolean;
  userAgent?: string;
  /** As for people who asked their system for no motion. */
  reducedMotion?: boolean;
  /** With the page's service worker, which answers for the page's files in the server's place. */
  serviceWorker?: boolean;
}

/** A fresh device: own cookies, own storage. */
export async function newDevice(
  browser: Browser,
  baseURL: string,
  options: DeviceOptions = {},
): Promise<Page> {
  const { viewport = DESKTOP, colorScheme = "light", locale = "ru-RU" } = options;
  const { ignoreHTTPSErrors = false, userAgent, serviceWorker = false, reducedMotion = false } = options;
  const context: BrowserContext = await browser.newContext({
    baseURL,
    viewport,
    colorScheme,
    locale,
    ignoreHTTPSErrors,
    reducedMotion: reducedMotion ? "reduce" : "no-preference",
    serviceWorkers: serviceWorker ? "allow" : "block",
    ...(userAgent === undefined ? {} : { userAgent }),
    permissions: ["microphone", "camera", "clipboard-read", "clipboard-write"],
  });
  // A busy machine is slow, not broken; the runner's own limit ends what hangs.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  // A page error is a bug whatever the test looks at; it fails the test through the unhandled rejection.
  page.on("pageerror", (error) => {
    throw error;
  });
  return page;
}
