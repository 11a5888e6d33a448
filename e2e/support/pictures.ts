/** Pictures and videos made by the browser itself, so that the repository holds none. */
import type { Locator, Page } from "playwright-core";
import { eventually } from "./people.ts";

/** A JPEG with some shapes in it. */
export async function pictureFile(
  page: Page,
  picture: { width: number; height: number; hue: number },
): Promise<Buffer> {
  const bytes = await page.evaluate(async ({ width, height, hue }) => {
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    const sky = context.createLinearGradient(0, 0, width, height);
    sky.addColorStop(0, `hsl(${hue} 70% 70%)`);
    sky.addColorStop(1, `hsl(${hue + 60} 60% 35%)`);
    context.fillStyle = sky;
    context.fillRect(0, 0, width, height);
    for (let n = 0; n < 40; n++) {
      context.fillStyle = `hsl(${hue + n * 7} 80% ${30 + n}% / 60%)`;
      context.beginPath();
      context.arc((n * 977) % width, (n * 613) % height, width / (10 + n), 0, 7);
      context.fill();
    }
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))];
  }, picture);
  return Buffer.from(bytes);
}

/** Two seconds of WebM, in which something moves. */
export async function videoFile(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    canvas.width = 320;
    canvas.height = 240;
    const context = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(15), { mimeType: "video/webm" });
    const chunks: Blob[] = [];
    recorder.ondataavailable = (event) => chunks.push(event.data);
    const stopped = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start();
    const begun = performance.now();
    while (performance.now() - begun < 2_000) {
      const at = (performance.now() - begun) / 2_000;
      if (context !== null) {
        context.fillStyle = `hsl(${at * 360} 80% 60%)`;
        context.fillRect(0, 0, 320, 240);
        context.fillStyle = "white";
        context.fillRect(at * 280, 100, 40, 40);
      }
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    recorder.stop();
    await stopped;
    return [...new Uint8Array(await new Blob(chunks).arrayBuffer())];
  });
  return Buffer.from(bytes);
}

export interface Heard {
  seconds: number;
  /** Mean of the squared samples. */
  energy: number;
  /** The tone, counted by its waves. */
  hertz: number;
}

/** What an audio file of the server sounds like to this page's browser. */
export async function soundOf(page: Page, url: string): Promise<Heard> {
  return page.evaluate(async (address) => {
    const bytes = await (await fetch(address)).arrayBuffer();
    const sound = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes);
    const samples = sound.getChannelData(0);
    // The ends hold the encoder's own beginning and what the room was like.
    const middle = samples.subarray(samples.length * 0.3, samples.length * 0.7);
    let sum = 0;
    let waves = 0;
    for (let at = 1; at < middle.length; at++) {
      sum += (middle[at] ?? 0) ** 2;
      if ((middle[at - 1] ?? 0) < 0 && (middle[at] ?? 0) >= 0) waves += 1;
    }
    return {
      seconds: sound.duration,
      energy: sum / middle.length,
      hertz: waves / (middle.length / sound.sampleRate),
    };
  }, url);
}

/** Chooses a photo of oneself or of a group, and keeps it as it was cut. */
export async function choosePhoto(
  page: Page,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  await page.getByRole("button", { name: "Изменить фото" }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("menuitem", { name: "Выбрать фото" }).click(),
  ]);
  await chooser.setFiles(file);
  const dialog = page.getByRole("dialog", { name: "Фото" });
  await dialog.getByRole("button", { name: "Готово" }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** The picture is there and not only its place. */
export async function isLoaded(image: Locator): Promise<void> {
  await eventually(
    () => image.evaluate((element: HTMLImageElement) => element.naturalWidth),
    (width) => width > 0,
    "the picture is loaded",
  );
}
