/** What people do in a call of a group, and what their pages say to the server over its line. */
import type { Browser, Locator, Page } from "playwright-core";
import { DESKTOP } from "./browser.ts";
import { callDevice } from "./couple.ts";
import { createGroup } from "./groups.ts";
import { eventually, registerByLink, type Newcomer } from "./people.ts";
import { answerRing } from "./ring.ts";
import type { Server } from "./server.ts";

/** The program's own media port is where the browser is, so that the straight way is open. */
export const NEAR = { ZVONILKA_TURN_PUBLIC_ADDRESS: "127.0.0.1" };

export interface Wish {
  participantId: string;
  picture: "camera" | "screen";
  height: number;
}

declare global {
  interface Window {
    /** What the page asked for last. */
    testWish?: Wish[];
  }
}

export function callScreen(page: Page): Locator {
  return page.getByRole("dialog", { name: "Звонок в группе: Дача" });
}

export function tile(page: Page, name: string): Locator {
  return callScreen(page).getByRole("listitem", { name });
}

/** A registered person whose calls can be measured, and whose screen is a green canvas. */
export async function member(
  browser: Browser,
  server: Server,
  person: Newcomer,
  viewport = DESKTOP,
): Promise<Page> {
  const page = await callDevice(browser, server, { viewport });
  await page.addInitScript(() => {
    const native = RTCDataChannel.prototype.send as (this: RTCDataChannel, data: string) => void;
    RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: unknown) {
      window.testWish = (JSON.parse(String(data)) as { tiles: Wish[] }).tiles;
      native.call(this, String(data));
    };
    navigator.mediaDevices.getDisplayMedia = () => {
      const canvas = document.createElement("canvas");
      canvas.width = 640;
      canvas.height = 400;
      const context = canvas.getContext("2d");
      let at = 0;
      setInterval(() => {
        if (context === null) return;
        context.fillStyle = "rgb(0, 160, 0)";
        context.fillRect(0, 0, 640, 400);
        context.fillStyle = "white";
        context.fillRect((at = (at + 5) % 600), 10, 20, 20);
      }, 66);
      return Promise.resolve(canvas.captureStream(15));
    };
  });
  await registerByLink(page, server, person);
  return page;
}

/** The first of them begins a call in the group "Дача", and the others come in. */
export async function gather(
  pages: readonly Page[],
  people: readonly Newcomer[],
  kind: "Аудиозвонок" | "Видеозвонок" = "Видеозвонок",
): Promise<void> {
  const [first, ...rest] = pages;
  if (first === undefined) return;
  await createGroup(first, "Дача", people.slice(1));
  await first.getByRole("button", { name: kind }).click();
  await callScreen(first).getByText("Пока здесь только вы").waitFor();
  for (const page of rest) {
    await answerRing(page, "Дача");
    await callScreen(page).waitFor();
  }
}

export async function press(page: Page, name: string | RegExp): Promise<void> {
  await callScreen(page).getByRole("button", { name }).click();
}

/** What one may do with the person of a tile. */
export async function tileAction(page: Page, name: string, action: string): Promise<void> {
  await tile(page, name).getByRole("button", { name: "Действия" }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

/** What the page asks the server for now, as it comes to be. */
export function asks(page: Page, holds: (wish: Wish[]) => boolean, what: string): Promise<unknown> {
  return eventually(() => page.evaluate(() => window.testWish ?? []), holds, what);
}

/** The frames of a picture that were shown, and the colour in its middle. */
export function shown(
  page: Page,
  label: string,
  screen = callScreen(page),
): Promise<{ frames: number; green: boolean }> {
  return screen.locator(`video[aria-label="${label}"]`).evaluate((video: HTMLVideoElement) => {
    const canvas = document.createElement("canvas");
    canvas.width = 64;
    canvas.height = 64;
    const context = canvas.getContext("2d");
    context?.drawImage(video, 0, 0, 64, 64);
    const [red = 0, green = 0, blue = 0] = context?.getImageData(32, 48, 1, 1).data ?? [];
    const frames = video.getVideoPlaybackQuality().totalVideoFrames;
    return { frames, green: green > 100 && red < 80 && blue < 80 };
  });
}

/** Somebody's sound arrives, or none at all does, within two seconds. */
export async function soundGrows(page: Page): Promise<boolean> {
  const before = await soundEnergy(page);
  await page.waitForTimeout(2_000);
  return (await soundEnergy(page)) > before + 0.003;
}

/** Somebody is heard, sooner or later. */
export function hearsSomebody(page: Page): Promise<boolean> {
  return eventually(
    () => soundGrows(page),
    (grows) => grows,
    "somebody is heard",
  );
}

function soundEnergy(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let energy = 0;
    const report = await window.testPeers.at(-1)?.getStats();
    report?.forEach((stat) => {
      const { type, kind, totalAudioEnergy } = stat as {
        type: string;
        kind?: string;
        totalAudioEnergy?: number;
      };
      if (type === "inbound-rtp" && kind === "audio") energy += totalAudioEnergy ?? 0;
    });
    return energy;
  });
}
