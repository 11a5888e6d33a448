/** Photos, albums, documents, videos and voices: sent by one, seen and heard by the other. */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { observeCalls } from "../support/media.ts";
import { ANNA, BORIS, eventually, openDirectChat, chatRow, registerByLink } from "../support/people.ts";
import { pictureFile, soundOf, videoFile } from "../support/pictures.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;
let anna: Page;
let boris: Page;

async function start(): Promise<void> {
  server = await Server.start();
  anna = await newDevice(browser, server.url);
  boris = await newDevice(browser, server.url, { viewport: PHONE });
  await observeCalls(anna);
  await registerByLink(anna, server, ANNA);
  await registerByLink(boris, server, BORIS);
  await openDirectChat(anna, BORIS);
}

before(async () => {
  browser = await launchBrowser();
});

after(async () => {
  await browser.close();
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await server.dispose();
});

interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

async function choose(page: Page, kind: "Фото или видео" | "Файл", files: Upload[]): Promise<Locator> {
  await page.getByRole("button", { name: "Прикрепить" }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("menuitem", { name: kind }).click();
  await (await chooser).setFiles(files);
  const sheet = page.getByRole("dialog", { name: /^Отправить/ });
  await sheet.waitFor();
  return sheet;
}

async function attach(
  page: Page,
  kind: "Фото или видео" | "Файл",
  files: Upload[],
  caption = "",
): Promise<void> {
  const sheet = await choose(page, kind, files);
  await sheet.getByLabel("Подпись").fill(caption);
  await sheet.getByRole("button", { name: "Отправить", exact: true }).click();
  await sheet.waitFor({ state: "hidden" });
}

const log = (page: Page): Locator => page.getByRole("log");

/** The message has come out of the outbox: the server holds it. */
async function isSent(page: Page): Promise<void> {
  await eventually(
    () => log(page).getByText("Отправляется").count(),
    (count) => count === 0,
    "everything is on its way no more",
  );
  assert.equal(await log(page).getByText("Не отправлено").count(), 0, "nothing was refused");
}

/** What the browser really shows of a picture, not just its place. */
async function shows(picture: Locator): Promise<void> {
  await eventually(
    () => picture.evaluate((node: HTMLImageElement) => node.complete && node.naturalWidth > 0),
    (isThere) => isThere,
    "the picture is there",
  );
}

describe("pictures", () => {
  it("are sent with a caption, stand at both, and open in the viewer", async () => {
    await start();
    const photo = await pictureFile(anna, { width: 3000, height: 2000, hue: 140 });
    await attach(
      anna,
      "Фото или видео",
      [{ name: "сад.jpg", mimeType: "image/jpeg", buffer: photo }],
      "Наш сад",
    );
    const mine = log(anna).getByRole("button", { name: "Фотография" });
    await shows(mine.locator("img"));
    await isSent(anna);

    await chatRow(boris, ANNA.name).click();
    await log(boris).getByText("Наш сад").waitFor();
    const theirs = log(boris).getByRole("button", { name: "Фотография" });
    await shows(theirs.locator("img"));
    const box = await theirs.boundingBox();
    assert.ok(box !== null && Math.abs(box.width / box.height - 1.5) < 0.05, "it has its shape");
    const background = await theirs.evaluate((node) => getComputedStyle(node).backgroundImage);
    assert.match(background, /^url\("data:image\/png/, "it has a blurred picture before it comes");

    await theirs.click();
    const viewer = boris.getByRole("dialog", { name: "Просмотр" });
    const large = viewer.getByRole("img").first();
    await shows(large);
    // It was made smaller before it left, and what arrives is the whole of that.
    assert.equal(await large.evaluate((node: HTMLImageElement) => node.naturalWidth), 2560);
    await viewer.getByText("Наш сад").waitFor();
    await boris.keyboard.press("Escape");
    await viewer.waitFor({ state: "hidden" });
    await theirs.waitFor();

    await theirs.click();
    await viewer.waitFor();
    await boris.goBack();
    await viewer.waitFor({ state: "hidden" });
  });

  it("stand together as an album, which is looked through", async () => {
    await start();
    const files = await Promise.all(
      [0, 60, 120, 200].map(async (hue) => ({
        name: `${hue}.jpg`,
        mimeType: "image/jpeg",
        buffer: await pictureFile(anna, { width: 800, height: hue === 60 ? 1000 : 600, hue }),
      })),
    );
    await attach(anna, "Фото или видео", files);
    await isSent(anna);
    await chatRow(boris, ANNA.name).click();
    const second = log(boris).getByRole("button", { name: "Фотография, 2 из 4" });
    await shows(second.locator("img"));
    assert.equal(await log(boris).getByRole("article").count(), 1, "one message");
    await second.click();
    const viewer = boris.getByRole("dialog", { name: "Просмотр" });
    await viewer.getByText("2 / 4").waitFor();
    await boris.keyboard.press("ArrowRight");
    await viewer.getByText("3 / 4").waitFor();
  });

  it("can be dropped and pasted into the chat", async () => {
    await start();
    const bytes = [...(await pictureFile(anna, { width: 300, height: 200, hue: 30 }))];
    for (const how of ["drop", "paste"] as const) {
      await anna.evaluate(
        ({ how, bytes }) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(bytes)], "кадр.jpg", { type: "image/jpeg" }));
          const target = document.querySelector("textarea");
          const event =
            how === "drop"
              ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
              : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          target?.dispatchEvent(event);
        },
        { how, bytes },
      );
      const sheet = anna.getByRole("dialog", { name: /^Отправить/ });
      await sheet.getByRole("img", { name: "кадр.jpg" }).waitFor();
      await sheet.getByRole("button", { name: "Отправить", exact: true }).click();
      await sheet.waitFor({ state: "hidden" });
    }
    await isSent(anna);
    assert.equal(await log(anna).getByRole("button", { name: "Фотография" }).count(), 2);
  });
});

describe("documents", () => {
  it("arrive byte for byte", async () => {
    await start();
    const bytes = randomBytes(3_000_000);
    await attach(anna, "Файл", [
      { name: "Договор.bin", mimeType: "application/octet-stream", buffer: bytes },
    ]);
    await isSent(anna);
    await chatRow(boris, ANNA.name).click();
    const link = log(boris).getByRole("link", { name: /Скачать Договор\.bin/ });
    const download = boris.waitForEvent("download");
    await link.click();
    const saved = await (await download).path();
    assert.equal((await download).suggestedFilename(), "Договор.bin");
    assert.equal(digest(await readFile(saved)), digest(bytes));
  });

  it("go on after a reload of the page and a kill of the server", async () => {
    await start();
    const bytes = randomBytes(24_000_000);
    // A slow line, so that there is something to cut.
    const line = await anna.context().newCDPSession(anna);
    const slow = { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 2_500_000 };
    await line.send("Network.enable");
    await line.send("Network.emulateNetworkConditions", slow);
    await attach(anna, "Файл", [{ name: "Фильм.bin", mimeType: "application/octet-stream", buffer: bytes }]);
    const ring = log(anna).getByRole("button", { name: /Отменить отправку/ });
    const percent = async (): Promise<number> =>
      Number(/(\d+) %/.exec((await ring.getAttribute("aria-label")) ?? "")?.[1] ?? 0);
    await eventually(percent, (now) => now >= 20 && now < 90, "some of it has left");

    let begun = 0;
    anna.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/api/files/uploads")) begun += 1;
    });
    await anna.reload();
    await eventually(percent, (now) => now >= 15, "it goes on where it stood");
    await server.kill();
    await server.up();
    await line.send("Network.emulateNetworkConditions", { ...slow, uploadThroughput: -1 });
    await isSent(anna);
    assert.equal(begun, 0, "nothing was begun anew");

    await chatRow(boris, ANNA.name).click();
    const download = boris.waitForEvent("download");
    await log(boris)
      .getByRole("link", { name: /Скачать Фильм\.bin/ })
      .click();
    assert.equal(digest(await readFile(await (await download).path())), digest(bytes));
  });
});

describe("videos", () => {
  it("show a first picture and can be wound to any place", async () => {
    await start();
    const clip = await videoFile(anna);
    await attach(anna, "Фото или видео", [{ name: "клип.webm", mimeType: "video/webm", buffer: clip }]);
    await isSent(anna);
    await chatRow(boris, ANNA.name).click();
    const tile = log(boris).getByRole("button", { name: "Видео" });
    await shows(tile.locator("img"));
    await tile.click();
    const video = boris.getByRole("dialog", { name: "Просмотр" }).locator("video");
    await eventually(
      () => video.evaluate((node: HTMLVideoElement) => node.readyState),
      (state) => state >= 2,
      "the video is there",
    );
    await video.evaluate((node: HTMLVideoElement) => {
      node.pause();
      node.currentTime = 1;
    });
    await eventually(
      () => video.evaluate((node: HTMLVideoElement) => !node.seeking && node.currentTime),
      (time) => time === 1,
      "it is wound",
    );
  });
});

describe("a voice message", () => {
  it("is recorded, listened to, sent, and heard on the other side", async () => {
    await start();
    await anna.getByRole("button", { name: "Записать голосовое сообщение" }).click();
    await chatRow(boris, ANNA.name).getByText("записывает голосовое…").waitFor();
    const bar = anna.getByRole("group", { name: "Идёт запись" });
    await bar.getByText("0:02").waitFor();
    await anna.getByRole("button", { name: "Остановить и прослушать" }).click();
    await anna.getByRole("button", { name: "Слушать: Голосовое сообщение" }).waitFor();
    await anna.getByRole("button", { name: "Отправить голосовое" }).click();
    await isSent(anna);

    const address = boris.waitForResponse((response) => /\/api\/files\/[^/]+$/.test(response.url()));
    await chatRow(boris, ANNA.name).click();
    const play = log(boris).getByRole("button", { name: "Слушать: Голосовое сообщение" });
    await play.waitFor();
    await play.click();
    const heard = await soundOf(boris, (await address).url());
    assert.ok(heard.seconds > 1.5 && heard.seconds < 6, `it is ${heard.seconds} s long`);
    assert.ok(heard.energy > 0.01, `its sound has an energy of ${heard.energy}`);
    assert.ok(Math.abs(heard.hertz - 440) < 15, `it is the tone of ${heard.hertz} Hz`);

    await log(boris).getByRole("slider").focus();
    await boris.keyboard.press("Home");
    await log(boris).getByRole("button", { name: "Пауза: Голосовое сообщение" }).waitFor();
    await log(boris)
      .getByRole("button", { name: /Скорость/ })
      .click();
    await log(boris).getByRole("button", { name: "Скорость 1,5" }).waitFor();
    await eventually(
      async () => Number(await log(boris).getByRole("slider").getAttribute("aria-valuenow")),
      (part) => part > 10,
      "it moves along",
    );
  });

  it("says in words why there is no microphone", async () => {
    await start();
    await anna.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    });
    await anna.getByRole("button", { name: "Записать голосовое сообщение" }).click();
    await anna.getByText(/Браузер не пускает к микрофону/).waitFor();
    await anna.getByRole("button", { name: "Закрыть" }).last().click();
    await anna.getByRole("button", { name: "Записать голосовое сообщение" }).waitFor();
  });
});

function digest(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
