import { describe, expect, it } from "vitest";

import {
  EMPTY_TALLY,
  liveQuality,
  qualitySummary,
  tallied,
  type QualitySample,
  type QualityTally,
} from "./quality";

const START: QualitySample = {
  atMs: 0,
  packetsReceived: 0,
  packetsLost: 0,
  packetsSent: 0,
  packetsLostThere: 0,
  bytesReceived: 0,
  bytesSent: 0,
  rttMs: 40,
  jitterMs: 3,
  deviceIsSlow: false,
  audioCodec: "opus",
  videoCodec: null,
  picture: null,
  path: "direct",
  transport: "udp",
};

/** Three seconds of a voice: 150 packets each way. */
function later(from: QualitySample, change: Partial<QualitySample> = {}): QualitySample {
  return {
    ...from,
    atMs: from.atMs + 3_000,
    packetsReceived: from.packetsReceived + 150,
    packetsSent: from.packetsSent + 150,
    bytesReceived: from.bytesReceived + 12_000,
    bytesSent: from.bytesSent + 9_000,
    ...change,
  };
}

describe("the quality of a call", () => {
  it("is good when nothing is lost and nothing waits", () => {
    expect(liveQuality([START, later(START)], true)).toMatchObject({
      mark: "good",
      cause: null,
      lossIn: 0,
      kbpsIn: 32,
      kbpsOut: 24,
      rttMs: 40,
    });
  });

  it.each([
    ["lossIn", { packetsReceived: 132, packetsLost: 18 }, "poor"],
    ["lossIn", { packetsReceived: 143, packetsLost: 7 }, "fair"],
    ["lossOut", { packetsLostThere: 18 }, "poor"],
    ["delay", { rttMs: 800 }, "poor"],
    ["delay", { rttMs: 400 }, "fair"],
    ["jitter", { jitterMs: 60 }, "fair"],
    ["device", { deviceIsSlow: true }, "fair"],
  ] as const)("names %s of %o as the reason of a %s one", (cause, change, mark) => {
    expect(liveQuality([START, later(START, change)], true)).toMatchObject({ mark, cause });
  });

  it("says how much is lost, in thousandths", () => {
    const after = later(START, { packetsReceived: 132, packetsLost: 18 });
    expect(liveQuality([START, after], true)?.lossIn).toBe(120);
  });

  it("is poor when nothing comes that should, and not judged by it when nothing should", () => {
    const silent = later(START, { packetsReceived: 0 });
    expect(liveQuality([START, silent], true)).toMatchObject({ mark: "poor", cause: "silence" });
    expect(liveQuality([START, silent], false)).toMatchObject({ mark: "good" });
  });

  it("makes no verdict of a few packets, nor of a single look", () => {
    const few = later(START, { packetsReceived: 8, packetsLost: 4, packetsSent: 8 });
    expect(liveQuality([START, few], true)).toMatchObject({ mark: "good", lossIn: 0 });
    expect(liveQuality([START], true)).toBeNull();
    expect(liveQuality([], true)).toBeNull();
  });

  it("forgets what was more than a few seconds ago", () => {
    let samples = [START, later(START, { packetsReceived: 100, packetsLost: 50 })];
    for (let i = 0; i < 4; i += 1) samples = [...samples, later(samples.at(-1) ?? START)];
    expect(liveQuality(samples, true)?.mark).toBe("good");
  });

  it("does not take packets that came late after all for a gain", () => {
    const lossy = later(START, { packetsLost: 20 });
    expect(liveQuality([lossy, later(lossy, { packetsLost: 5 })], true)?.lossIn).toBe(0);
  });
});

describe("the summary of a call", () => {
  function tallyOf(samples: QualitySample[]): QualityTally {
    let tally = EMPTY_TALLY;
    for (let i = 1; i < samples.length; i += 1) {
      const sample = samples[i] ?? START;
      const live = liveQuality(samples.slice(0, i + 1), true);
      if (live !== null) tally = tallied(tally, live, samples[0] ?? START, sample);
    }
    return tally;
  }

  function run(count: number, change: (n: number) => Partial<QualitySample>): QualitySample[] {
    const samples = [START];
    for (let n = 1; n <= count; n += 1) {
      const last = samples.at(-1) ?? START;
      samples.push({ ...later(last), rttMs: 40, ...change(n) });
    }
    return samples;
  }

  it("is good for a good call", () => {
    const summary = qualitySummary(tallyOf(run(10, () => ({}))));
    expect(summary).toEqual({
      mark: "good",
      lossIn: 0,
      lossOut: 0,
      rttMs: 40,
      jitterMs: 3,
      path: "direct",
      transport: "udp",
    });
  });

  it("leaves a transport out that nobody knows", () => {
    expect(qualitySummary(tallyOf(run(3, () => ({ transport: "ssltcp" }))))).not.toHaveProperty(
      "transport",
    );
  });

  it("is poor, with the reason, when it was poor for a good part of the call", () => {
    const summary = qualitySummary(tallyOf(run(10, (n) => (n > 7 ? { rttMs: 900 } : {}))));
    expect(summary).toMatchObject({ mark: "poor", cause: "delay" });
  });

  it("tells what a short call lost", () => {
    const [first, last] = [START, later(START, { packetsReceived: 132, packetsLost: 18 })];
    expect(qualitySummary(tallyOf([first, last]))).toMatchObject({ cause: "lossIn", lossIn: 120 });
  });

  it("forgives a short disturbance", () => {
    const summary = qualitySummary(tallyOf(run(20, (n) => (n === 5 ? { rttMs: 900 } : {}))));
    expect(summary?.mark).toBe("good");
    expect(summary).not.toHaveProperty("cause");
  });

  it("is not there for a call that was too short", () => {
    expect(qualitySummary(EMPTY_TALLY)).toBeNull();
  });
});
