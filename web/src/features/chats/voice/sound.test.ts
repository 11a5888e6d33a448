import { describe, expect, it } from "vitest";

import { wavEncoder } from "./encoders";
import { createResampler, loudness, waveformOf } from "./sound";

const tone = (rate: number, count: number, hertz = 440) =>
  Float32Array.from({ length: count }, (_, index) =>
    Math.sin((2 * Math.PI * hertz * index) / rate),
  );

describe("the resampler", () => {
  it.each([
    [48_000, 16_000],
    [44_100, 48_000],
    [96_000, 48_000],
  ])("turns %i into %i, in pieces of any size, without losing time or shape", (from, to) => {
    const resample = createResampler(from, to);
    const input = tone(from, from);
    const out: number[] = [];
    for (
      let at = 0, piece = 100;
      at < input.length;
      at += piece, piece = (piece * 7) % 4_001 || 1
    ) {
      out.push(...resample(input.subarray(at, at + piece)));
    }
    expect(Math.abs(out.length - to)).toBeLessThanOrEqual(2);
    const crossings = out.filter(
      (value, index) => index > 0 && value >= 0 && (out[index - 1] ?? 0) < 0,
    );
    expect(Math.abs(crossings.length - 440)).toBeLessThanOrEqual(2);
    expect(loudness(Float32Array.from(out))).toBeCloseTo(Math.SQRT1_2, 1);
  });
});

describe("waveformOf", () => {
  it("has the loudest place at 31 and silence at 0", () => {
    expect(waveformOf([0, 0.5, 0])).toEqual([0, 31, 0]);
  });

  it("keeps the peaks of a long recording", () => {
    const levels = Array.from({ length: 5_000 }, (_, index) => (index === 2_500 ? 0.9 : 0.01));
    const waveform = waveformOf(levels);
    expect(waveform).toHaveLength(96);
    expect(waveform.filter((value) => value === 31)).toHaveLength(1);
  });

  it("does not make a mountain of a quiet room", () => {
    expect(Math.max(...waveformOf([0.001, 0.001]))).toBeLessThan(6);
  });
});

it("writes WAV that says its own length", async () => {
  const encoder = wavEncoder();
  encoder.push(tone(16_000, 8_000));
  encoder.push(tone(16_000, 8_000));
  const bytes = new DataView(await (await encoder.finish()).arrayBuffer());
  expect(bytes.byteLength).toBe(44 + 32_000);
  expect(bytes.getUint32(40, true)).toBe(32_000);
  expect(bytes.getInt16(44 + 2 * 9, true)).toBeGreaterThan(30_000);
});
