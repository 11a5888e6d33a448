/** What one does in a call: every control is proved by what arrives on the other side. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, PHONE, type DeviceOptions } from "../support/browser.ts";
import { callDevice, meet, partAll, talk } from "../support/couple.ts";
import { startCall, control, endCall, more, type CallKind } from "../support/incall.ts";
import { flow, losing12Percent, type Flow } from "../support/media.ts";
import {
  ANNA,
  BORIS,
  eventually,
  openDirectChat,
  registerByLink,
  seesOnce,
  send,
} from "../support/people.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;
let anna: Page;
let boris: Page;

before(async () => {
  browser = await launchBrowser();
});

after(async () => {
  await browser.close();
});

afterEach(async () => {
  await partAll(browser, server);
});

function device(options: DeviceOptions = {}): Promise<Page> {
  return callDevice(browser, server, options);
}

/** They talk. `script` runs first in Anna's page. */
async function begin(kind: CallKind, script?: () => void): Promise<void> {
  const couple = await meet(browser, { script });
  ({ server, anna, boris } = couple);
  await talk(couple, kind);
}

/** The browser's second fake camera measures depth and sends no picture: it is not there. */
function withoutDepthCamera(): void {
  const devices = navigator.mediaDevices;
  const all = devices.enumerateDevices.bind(devices);
  devices.enumerateDevices = async () => {
    const list = await all();
    const depth = list.filter(({ kind }) => kind === "videoinput")[1];
    return list.filter((one) => one !== depth);
  };
}

/** The browser's last fake microphone is a headset that is plugged in with `plug(true)`. */
function withHeadset(): void {
  const devices = navigator.mediaDevices;
  const all = devices.enumerateDevices.bind(devices);
  let plugged = false;
  devices.enumerateDevices = async () => {
    // As it is when the page asks: what is pulled out and put in again is seen to have been away.
    const isIn = plugged;
    const list = (await all()).map((one) => one.toJSON() as MediaDeviceInfo);
    const spare = list.filter((one) => one.kind === "audioinput" && one.deviceId !== "default").at(-1);
    const others = list.filter((one) => one.kind === "audioinput" && one.deviceId !== spare?.deviceId);
    if (!isIn || spare === undefined) return others;
    return [...others, { ...spare, label: "Headset of the test" }];
  };
  (window as unknown as { plug: (on: boolean) => void }).plug = (on) => {
    plugged = on;
    devices.dispatchEvent(new Event("devicechange"));
  };
}

interface CallLog {
  steps: { what: string; detail?: unknown }[];
  quality: { cause: string | null }[];
  statistics: unknown[];
}

/** More of `what` arrives from now on. */
async function grows(page: Page, what: "audioEnergy" | "framesDecoded", by: number): Promise<void> {
  const start = (await flow(page))[what];
  await eventually(
    () => flow(page),
    (now) => now[what] - start > by,
    `${what} grows`,
  );
}

/** Nothing arrives: the totals stand still while the other direction of time goes on. */
async function standsStill(page: Page): Promise<void> {
  let last: Flow | null = null;
  let same = 0;
  await eventually(
    async () => {
      const now = await flow(page);
      same = last !== null && now.audioPackets === last.audioPackets ? same + 1 : 0;
      last = now;
      return same;
    },
    // Packets come every 20 ms; asked every 100 ms, ten times the same is silence on the line.
    (times) => times >= 10,
    "nothing arrives any more",
  );
}

/** Packets come, but there is no sound in them. */
async function isSilent(page: Page): Promise<void> {
  let last = await flow(page);
  let packets = 0;
  await eventually(
    async () => {
      const now = await flow(page);
      packets =
        now.audioEnergy - last.audioEnergy > 0.0001 ? 0 : packets + now.audioPackets - last.audioPackets;
      last = now;
      return packets;
    },
    // Even with discontinuous transmission silence sends a few packets a second.
    (silent) => silent > 20,
    "it is silent",
  );
}

describe("in a call", () => {
  it("a voice call becomes a video call and a voice call again, without a new line", async () => {
    await begin("Аудиозвонок");
    const descriptions = () => boris.evaluate(() => window.testPeers.at(-1)?.remoteDescription?.sdp);
    const before = await descriptions();
    await control(boris, "Включить камеру").click();
    await grows(anna, "framesDecoded", 10);
    await anna.getByLabel("Видео собеседника").waitFor();
    await control(anna, "Включить камеру").click();
    await grows(boris, "framesDecoded", 10);
    await boris.getByLabel("Видео собеседника").waitFor();
    await control(boris, "Выключить камеру").click();
    await anna.getByLabel("Видео собеседника").waitFor({ state: "detached" });
    await grows(anna, "audioEnergy", 0.005);
    await grows(boris, "audioEnergy", 0.005);
    assert.equal(await descriptions(), before, "nothing was negotiated again");
    await endCall(anna, boris);
  });

  it("the other camera is used at a tap, and the microphone can be chosen", async () => {
    await begin("Видеозвонок", withoutDepthCamera);
    const sends = (kind: string) =>
      anna.evaluate(
        (wanted) =>
          window.testPeers
            .at(-1)
            ?.getSenders()
            .find((sender) => sender.track?.kind === wanted)
            ?.track?.getSettings().deviceId,
        kind,
      );
    const camera = await sends("video");
    await control(anna, "Другая камера").click();
    await eventually(
      () => sends("video"),
      (now) => now !== undefined && now !== camera,
      "another camera",
    );
    await grows(boris, "framesDecoded", 10);
    await more(anna);
    const select = anna.getByLabel("Микрофон", { exact: true });
    const chosen = await select.locator("option").nth(2).getAttribute("value");
    await select.selectOption(chosen);
    await eventually(
      () => sends("audio"),
      (now) => now === chosen,
      "the chosen microphone",
    );
    await anna.keyboard.press("Escape");
    await grows(boris, "audioEnergy", 0.005);
    await endCall(anna, boris);
  });

  it("a headset that is plugged in is followed, and one tap goes back", async () => {
    await begin("Аудиозвонок", withHeadset);
    const plug = (on: boolean) =>
      anna.evaluate((value) => (window as unknown as { plug: (on: boolean) => void }).plug(value), on);
    const microphone = () =>
      anna.evaluate(
        () =>
          window.testPeers
            .at(-1)
            ?.getSenders()
            .find((sender) => sender.track?.kind === "audio")?.track?.label,
      );
    const before = await microphone();
    await plug(true);
    await anna.getByText("Подключено и работает: Headset of the test").waitFor();
    await eventually(microphone, (now) => now !== undefined && now !== before, "the headset is used");
    await grows(boris, "audioEnergy", 0.005);
    await anna.getByRole("button", { name: "Вернуть как было" }).click();
    await eventually(microphone, (now) => now === before, "the first microphone again");
    await grows(boris, "audioEnergy", 0.005);
    await plug(false);
    await plug(true);
    await eventually(microphone, (now) => now !== undefined && now !== before, "followed again");
    await plug(false);
    await anna.getByText(/Отключено: Headset of the test/).waitFor();
    await eventually(microphone, (now) => now === before, "replaced by the first");
    await grows(boris, "audioEnergy", 0.005);
    await endCall(anna, boris);
  });

  it("the screen is shown beside the camera, and ends in the browser's own bar", async () => {
    await begin("Видеозвонок");
    await control(anna, "Показать экран").click();
    await boris.getByLabel("Экран собеседника").waitFor();
    const moving = (label: string) =>
      boris.getByLabel(label).evaluate((video: HTMLVideoElement) => [video.videoWidth, video.currentTime]);
    const isShown = ([width = 0, time = 0]: number[]) => width > 0 && time > 0;
    await eventually(() => moving("Экран собеседника"), isShown, "the screen is shown");
    await eventually(() => moving("Видео собеседника"), isShown, "the camera is shown beside it");
    const places = await boris.evaluate(() =>
      ["Экран собеседника", "Видео собеседника"].map((label) => {
        const box = document.querySelector(`video[aria-label="${label}"]`)?.getBoundingClientRect();
        return (box?.width ?? 0) * (box?.height ?? 0);
      }),
    );
    assert.ok((places[0] ?? 0) > 5 * (places[1] ?? 0), "the screen is large, the camera small");
    await anna.getByText("Вы показываете экран").waitFor();
    await grows(anna, "audioEnergy", 0.005);
    // What the browser does when "Stop sharing" in its bar is pressed.
    await anna.evaluate(() => {
      const peer = window.testPeers.at(-1);
      const screen = peer?.getSenders().filter((sender) => sender.track?.kind === "video")[1]?.track;
      screen?.stop();
      screen?.dispatchEvent(new Event("ended"));
    });
    await boris.getByLabel("Экран собеседника").waitFor({ state: "detached" });
    await boris.getByLabel("Видео собеседника").waitFor();
    await grows(boris, "framesDecoded", 5);
    await control(anna, "Показать экран").click();
    await boris.getByLabel("Экран собеседника").waitFor();
    await eventually(() => moving("Экран собеседника"), isShown, "the screen is shown again");
    await anna.getByRole("button", { name: "Остановить" }).click();
    await boris.getByLabel("Экран собеседника").waitFor({ state: "detached" });
    await endCall(anna, boris);
  });

  it("on hold nothing flows in either direction, both know it, and sound comes back", async () => {
    await begin("Видеозвонок");
    await more(anna);
    await anna.getByRole("button", { name: "Поставить на удержание" }).click();
    await anna.getByText("На удержании: вас не слышно и не видно").first().waitFor();
    await boris.getByText("Собеседник поставил звонок на удержание").first().waitFor();
    await Promise.all([standsStill(anna), standsStill(boris)]);
    await anna.getByRole("button", { name: "Продолжить разговор" }).click();
    await Promise.all([
      grows(anna, "audioEnergy", 0.005),
      grows(boris, "audioEnergy", 0.005),
      grows(anna, "framesDecoded", 5),
      grows(boris, "framesDecoded", 5),
    ]);
    await boris.getByText("Собеседник поставил звонок на удержание").waitFor({ state: "detached" });
    await endCall(anna, boris);
  });

  it("goes on in the chat beside it, and in a window above all others", async () => {
    await begin("Видеозвонок");
    await more(anna);
    await anna.getByRole("button", { name: "Открыть чат" }).click();
    await send(anna, "Пишу во время звонка");
    await seesOnce(anna, "Пишу во время звонка");
    const mini = anna.getByRole("region", { name: /Звонок:/ });
    const picture = mini.getByLabel("Видео собеседника");
    await eventually(
      () => picture.evaluate((video: HTMLVideoElement) => video.videoWidth),
      (width) => width > 0,
      "the picture goes on in the small call",
    );
    await grows(anna, "audioEnergy", 0.005);
    await mini.getByRole("button", { name: "Развернуть звонок" }).last().click();
    await more(anna);
    const opened = anna.context().waitForEvent("page");
    await anna.getByRole("button", { name: "Поверх всех окон" }).click();
    const floating = await opened;
    await floating.getByText("Борис").waitFor();
    await floating.getByRole("button", { name: "Выключить микрофон" }).click();
    await boris.getByText("Микрофон собеседника выключен").first().waitFor({ state: "attached" });
    const closed = floating.waitForEvent("close");
    await floating.getByRole("button", { name: "Завершить" }).click();
    await closed;
    await boris.getByRole("dialog", { name: /Звонок:/ }).waitFor({ state: "detached" });
    await mini.waitFor({ state: "detached" });
  });

  it("by push to talk one is heard while the key or the button is held, and only then", async () => {
    await begin("Аудиозвонок");
    await more(anna);
    await anna.getByRole("switch", { name: "Говорить по кнопке" }).click();
    await anna.keyboard.press("Escape");
    const muted = boris.getByText("Микрофон собеседника выключен").first();
    await muted.waitFor();
    await isSilent(boris);
    await anna.keyboard.down("Space");
    await grows(boris, "audioEnergy", 0.005);
    await anna.keyboard.up("Space");
    await muted.waitFor();
    await isSilent(boris);
    const button = await anna.getByRole("button", { name: "Держите, чтобы говорить" }).boundingBox();
    assert.ok(button !== null);
    await anna.mouse.move(button.x + button.width / 2, button.y + 20);
    await anna.mouse.down();
    await grows(boris, "audioEnergy", 0.005);
    await anna.mouse.up();
    await isSilent(boris);
    await endCall(anna, boris);
  });

  it("that loses packets says so with the reason, and its summary and log are kept", async () => {
    await begin("Аудиозвонок", losing12Percent);
    const words = "Связь плохая: до вас не доходит 12 % пакетов собеседника";
    await anna.getByText(words).first().waitFor();
    await anna.getByRole("button", { name: words }).click();
    const sheet = anna.getByRole("dialog", { name: "Качество связи" });
    await sheet.getByText("напрямую, UDP").waitFor();
    await sheet.getByText("opus").waitFor();
    const download = anna.waitForEvent("download");
    await sheet.getByRole("button", { name: "Сохранить журнал звонка" }).click();
    const log = JSON.parse(await readFile(await (await download).path(), "utf8")) as CallLog;
    const states = log.steps.filter((step) => step.what === "ICE state").map((step) => step.detail);
    assert.ok(states.includes("connected"), `the log tells how it connected: ${JSON.stringify(states)}`);
    assert.ok(log.steps.some((step) => step.what === "own candidate"));
    assert.ok(log.quality.some((quality) => quality.cause === "lossIn"));
    assert.ok(log.statistics.length > 10);
    await sheet.getByRole("button", { name: "Закрыть" }).click();
    const kept = anna.waitForResponse(
      (answer) => answer.url().endsWith("/quality") && answer.status() === 204,
    );
    await control(boris, "Завершить").click();
    await kept;
    await anna.getByRole("dialog", { name: /Звонок:/ }).waitFor({ state: "detached" });
    await anna.goto("/calls");
    await anna.getByRole("main").getByRole("listitem").first().getByText(words).waitFor();
  });

  it("that nobody answered becomes a voice message with one tap, on both sides", async () => {
    server = await Server.start({ ZVONILKA_CALLS_RING_TIMEOUT: "3s" });
    anna = await device();
    boris = await device({ viewport: PHONE });
    await registerByLink(anna, server, ANNA);
    await registerByLink(boris, server, BORIS);
    await openDirectChat(anna, BORIS);
    await startCall(anna, "Аудиозвонок");
    await Promise.all(
      [anna, boris].map((page) =>
        page.getByRole("button", { name: "Записать голосовое", exact: true }).click(),
      ),
    );
    let sent = 0;
    for (const [page, other] of [
      [anna, boris],
      [boris, anna],
    ] as const) {
      const bar = page.getByRole("group", { name: "Идёт запись" });
      await bar.getByText(/^\d+:(0[2-9]|[1-5]\d)$/).waitFor();
      await page.getByRole("button", { name: "Отправить голосовое" }).click();
      const play = other.getByRole("log").getByRole("button", { name: "Слушать: Голосовое сообщение" });
      await play.nth(sent).waitFor();
      sent += 1;
    }
  });
});
