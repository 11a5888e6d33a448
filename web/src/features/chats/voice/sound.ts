/** Arithmetic on recorded sound. Pure. */

/** Numbers of a stored waveform. */
export const WAVEFORM_POINTS = 96;
const LOUDEST = 31;

/** Changes the rate of a stream that comes in pieces; straight lines between samples serve a voice. */
export function createResampler(
  fromRate: number,
  toRate: number,
): (samples: Float32Array) => Float32Array {
  if (fromRate === toRate) return (samples) => samples;
  const step = fromRate / toRate;
  let last = 0;
  /** Where the next sample lies, counted from `last`. */
  let place = 1;
  return (samples) => {
    const length = Math.max(0, Math.floor((samples.length - place) / step) + 1);
    const out = new Float32Array(length);
    for (let index = 0; index < length; index += 1) {
      const at = place + index * step;
      const low = Math.floor(at);
      const before = low === 0 ? last : (samples[low - 1] ?? 0);
      const after = samples[low] ?? before;
      out[index] = before + (after - before) * (at - low);
    }
    place += length * step - samples.length;
    last = samples.at(-1) ?? last;
    return out;
  };
}

/** Root mean square, 0 to 1. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const value of samples) sum += value * value;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}

/** The recording's loudness over time, as messages carry it: the loudest place is 31. */
export function waveformOf(levels: readonly number[], points = WAVEFORM_POINTS): number[] {
  const count = Math.min(points, levels.length);
  const peaks = Array.from({ length: count }, (_, point) => {
    const from = Math.floor((point * levels.length) / count);
    const to = Math.max(from + 1, Math.floor(((point + 1) * levels.length) / count));
    return Math.max(...levels.slice(from, to));
  });
  // Noise alone must not look like a voice.
  const top = Math.max(0.02, ...peaks);
  // Ears, and eyes that follow them, do not count in straight lines.
  return peaks.map((peak) => Math.round(LOUDEST * (peak / top) ** 0.7));
}
