import { describe, expect, it } from "vitest";

import { createFeedbackEar, READ_EVERY_MS, type Loudness } from "./feedback";

const SECOND = 1_000 / READ_EVERY_MS;

/** The same numbers every time, each between 0 and 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** How loud somebody is who speaks in words and pauses, for so many readings. */
function speech(seed: number, readings: number): number[] {
  const next = numbers(seed);
  const levels: number[] = [];
  while (levels.length < readings) {
    const word = 3 + Math.floor(next() * 8);
    for (let at = 0; at < word; at += 1) levels.push(0.05 + 0.25 * next());
    const pause = 2 + Math.floor(next() * 7);
    for (let at = 0; at < pause; at += 1) levels.push(0.0005 * next());
  }
  return levels.slice(0, readings);
}

function isNoticed(theirs: readonly number[], mine: (index: number) => number): boolean {
  const ear = createFeedbackEar();
  const readings = theirs.map((level, index): Loudness => ({ theirs: level, mine: mine(index) }));
  return readings.some((reading) => ear.hear(reading));
}

describe("a loudspeaker that is heard by the microphone", () => {
  const noise = numbers(7);

  it.each([0, 2, 5, 9])("is noticed within ten seconds, %s readings later", (lag) => {
    const theirs = speech(1, 10 * SECOND);
    const echo = (index: number) => 0.2 * (theirs[index - lag] ?? 0) + 0.001 * noise();
    expect(isNoticed(theirs, echo)).toBe(true);
  });

  it("is not taken from two people who talk at once", () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const mine = speech(seed + 100, 60 * SECOND);
      expect(isNoticed(speech(seed, 60 * SECOND), (index) => mine[index] ?? 0)).toBe(false);
    }
  });

  it("is not taken from a microphone that hears nothing", () => {
    expect(isNoticed(speech(2, 60 * SECOND), () => 0)).toBe(false);
  });

  it("is not taken from the rest that echo cancellation leaves", () => {
    const theirs = speech(3, 60 * SECOND);
    const rest = (index: number) => 0.008 * (theirs[index - 2] ?? 0) + 0.0005 * noise();
    expect(isNoticed(theirs, rest)).toBe(false);
  });

  it("is not taken from one who talks while the other listens", () => {
    const mine = speech(4, 60 * SECOND);
    const silence = mine.map(() => 0);
    expect(isNoticed(silence, (index) => mine[index] ?? 0)).toBe(false);
  });

  it("is not taken from two steady sounds", () => {
    const hum = Array.from({ length: 60 * SECOND }, () => 0.1 + 0.01 * noise());
    expect(isNoticed(hum, (index) => (hum[index] ?? 0) / 2)).toBe(false);
  });
});
