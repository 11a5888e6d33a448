/** Somebody's loudspeaker is heard by their own microphone: that person is told, and only that person. */
import { after, afterEach, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { answer, callDevice, partAll } from "../support/couple.ts";
import { startCall } from "../support/incall.ts";
import { hears } from "../support/media.ts";
import { ANNA, BORIS, openDirectChat, registerByLink } from "../support/people.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;

before(async () => {
  browser = await launchBrowser();
});

after(async () => {
  await browser.close();
});

afterEach(async () => {
  await partAll(browser, server);
});

/** A microphone that hears a voice: words and pauses. */
const VOICE = `navigator.mediaDevices.getUserMedia = async () => {
  const context = new AudioContext();
  const voice = new OscillatorNode(context, { frequency: 300 });
  const words = new GainNode(context, { gain: 0 });
  const room = new MediaStreamAudioDestinationNode(context);
  voice.connect(words).connect(room);
  let at = context.currentTime + 0.2;
  for (let word = 0; word < 400; word += 1) {
    words.gain.setValueAtTime(0.4, at);
    words.gain.setValueAtTime(0, at + 0.2 + (word % 5) * 0.08);
    at += 0.5 + (word % 7) * 0.1;
  }
  voice.start();
  return room.stream;
};`;

/** A microphone that hears nothing but the loudspeaker, a little later and lower. */
const LOUDSPEAKER = `navigator.mediaDevices.getUserMedia = async () => {
  const context = new AudioContext();
  const air = new DelayNode(context, { delayTime: 0.15 });
  const room = new MediaStreamAudioDestinationNode(context);
  air.connect(new GainNode(context, { gain: 0.5 })).connect(room);
  const listen = () => {
    const receiver = window.testPeers.at(-1)?.getReceivers().find(({ track }) => track.kind === "audio");
    if (receiver === undefined) return setTimeout(listen, 200);
    context.createMediaStreamSource(new MediaStream([receiver.track])).connect(air);
  };
  listen();
  return room.stream;
};`;

async function device(microphone: string): Promise<Page> {
  const page = await callDevice(browser, server);
  await page.addInitScript({ content: microphone });
  return page;
}

describe("a loudspeaker that the other side hears", () => {
  it("is told to the one who has it, once, and to nobody else", async () => {
    server = await Server.start();
    const anna = await device(VOICE);
    const boris = await device(LOUDSPEAKER);
    await registerByLink(anna, server, ANNA);
    await registerByLink(boris, server, BORIS);
    await openDirectChat(anna, BORIS);
    await startCall(anna, "Аудиозвонок");
    await answer(boris);
    await hears(boris);
    // All that Anna can hear is her own voice: Boris has nothing else to say.
    await hears(anna);
    const notice = (page: Page) => page.getByRole("status").filter({ hasText: "слышит сам себя" });
    await notice(boris).waitFor();
    assert.equal(await notice(anna).count(), 0);
    await notice(boris).getByRole("button", { name: "Понятно" }).click();
    await notice(boris).waitFor({ state: "detached" });
  });
});
