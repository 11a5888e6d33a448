/** Calls of groups that ring, and what is heard meanwhile. */
import type { Locator, Page } from "playwright-core";

/** A call of several people asks this page in. */
export function ringScreen(page: Page, name: string | RegExp): Locator {
  const text = typeof name === "string" ? `Входящий звонок: ${name}` : name;
  return page.getByRole("dialog", { name: text });
}

export async function answerRing(page: Page, name: string | RegExp): Promise<void> {
  await ringScreen(page, name).getByRole("button", { name: "Ответить" }).click();
}

/** Lets it be, and sees to what is below it. */
export async function declineRing(page: Page, name: string | RegExp): Promise<void> {
  const screen = ringScreen(page, name);
  await screen.getByRole("button", { name: "Отклонить" }).click();
  await screen.waitFor({ state: "detached" });
}

/** Somebody who was asked in, as the call's screen shows them. */
export function asked(page: Page, name: string): Locator {
  return page.getByRole("list", { name: "Кого позвали" }).getByRole("listitem").filter({ hasText: name });
}

/** What was heard since `listen`. */
export interface Heard {
  /** The longest silence after the first sound, in milliseconds. */
  silence: number;
  /** When it ended, counted like `over`. */
  at: number;
  /** Over how long, in milliseconds. */
  over: number;
}

declare global {
  interface Window {
    testHeard: Heard;
  }
}

/**
 * Listens from now on to everything that this page plays and has not muted. Every sample counts, also while the page itself
 * is busy: the browser mixes on a thread of its own, and what it mixed is read in pieces.
 */
export function listen(page: Page): Promise<void> {
  return page.evaluate(() => {
    const context = new AudioContext();
    const mix = context.createAnalyser();
    mix.fftSize = 32_768;
    const samples = new Float32Array(mix.fftSize);
    const gains = new Map<MediaStream, GainNode>();
    const block = Math.round(context.sampleRate / 100);
    let readTo = context.currentTime;
    let silent = 0;
    let hasBegun = false;
    window.testHeard = { silence: 0, at: 0, over: 0 };
    setInterval(() => {
      const audible = new Set<MediaStream>();
      for (const audio of document.querySelectorAll("audio")) {
        const stream = audio.srcObject;
        if (!(stream instanceof MediaStream) || stream.getAudioTracks().length === 0) continue;
        if (!audio.muted && !audio.paused) audible.add(stream);
        if (gains.has(stream)) continue;
        const gain = context.createGain();
        context.createMediaStreamSource(stream).connect(gain).connect(mix);
        gains.set(stream, gain);
      }
      for (const [stream, gain] of gains) gain.gain.value = audible.has(stream) ? 1 : 0;
      mix.getFloatTimeDomainData(samples);
      const fresh = Math.round((context.currentTime - readTo) * context.sampleRate);
      readTo = context.currentTime;
      // More than the mixer keeps: what was before is not known, and counts as silence.
      silent += (Math.max(0, fresh - samples.length) / context.sampleRate) * 1_000;
      for (let at = Math.max(0, samples.length - fresh); at < samples.length; at += block) {
        const isLoud = samples.slice(at, at + block).some((sample) => Math.abs(sample) > 0.02);
        hasBegun ||= isLoud;
        silent = isLoud || !hasBegun ? 0 : silent + 10;
        if (hasBegun) window.testHeard.over += 10;
        if (silent <= window.testHeard.silence) continue;
        window.testHeard.silence = silent;
        window.testHeard.at = window.testHeard.over;
      }
    }, 50);
  });
}

export function heard(page: Page): Promise<Heard> {
  return page.evaluate(() => window.testHeard);
}
