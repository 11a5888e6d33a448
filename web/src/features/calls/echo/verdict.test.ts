import { describe, expect, it } from "vitest";

import {
  judge,
  NOTHING_YET,
  RETURNS_WITHIN_MS,
  SILENT_AFTER_MS,
  type EchoVerdict,
  type LevelSample,
} from "./verdict";

const STEP_MS = 100;

/** Loudness over time: `[seconds, mine, back]` until when which loudness. */
function after(...spans: [seconds: number, mine: number, back: number][]): EchoVerdict {
  const samples: LevelSample[] = [];
  for (const [seconds, mine, back] of spans) {
    const untilMs = (samples.at(-1)?.atMs ?? 0) + seconds * 1_000;
    for (let atMs = (samples.at(-1)?.atMs ?? 0) + STEP_MS; atMs <= untilMs; atMs += STEP_MS) {
      samples.push({ atMs, mine, back });
    }
  }
  return samples.reduce(judge, NOTHING_YET).verdict;
}

describe("what a test call has shown", () => {
  it("asks to speak, and after a while says that the microphone is silent", () => {
    expect(after([1, 0.002, 0])).toBe("speak");
    expect(after([SILENT_AFTER_MS / 1_000 + 0.1, 0.002, 0])).toBe("silentMicrophone");
  });

  it("takes back that the microphone is silent as soon as something is said", () => {
    expect(after([8, 0, 0], [0.2, 0.1, 0])).toBe("listening");
    expect(after([8, 0, 0], [1, 0.1, 0], [0.3, 0.1, 0.08])).toBe("heard");
  });

  it("waits for what was said, and says when nothing returns", () => {
    expect(after([1, 0, 0], [1, 0.1, 0])).toBe("listening");
    expect(after([1, 0, 0], [RETURNS_WITHIN_MS / 1_000 + 0.2, 0.1, 0])).toBe("nothingReturns");
    expect(after([1, 0, 0], [6, 0.1, 0.001])).toBe("nothingReturns");
  });

  it("stays with what it heard, also in silence", () => {
    expect(after([1, 0.1, 0], [1, 0.1, 0.05], [20, 0, 0])).toBe("heard");
  });

  it("comes late, but comes: then it is heard all the same", () => {
    expect(after([7, 0.1, 0], [0.2, 0.1, 0.05])).toBe("heard");
  });

  it("takes nothing for an echo before something was said", () => {
    expect(after([3, 0, 0.2])).toBe("speak");
  });
});
