/** How loud streams are, measured in the page: not every browser tells it of the microphone. */

export interface Levels {
  /** How loud a stream is from now on: 0 to 1, the effective value of the last moment. */
  of(stream: MediaStream): () => number;
  stop(): void;
}

/** Samples of one reading: a twentieth of a second at 48 kHz, so that no word falls between two. */
const SAMPLES = 2_048;

export function createLevels(): Levels {
  const context = new AudioContext();
  // A browser may hold it back until the person touches the page; they just did.
  void context.resume().catch(() => undefined);
  return {
    of(stream) {
      const analyser = context.createAnalyser();
      analyser.fftSize = SAMPLES;
      context.createMediaStreamSource(stream).connect(analyser);
      const samples = new Float32Array(SAMPLES);
      return () => {
        analyser.getFloatTimeDomainData(samples);
        return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / SAMPLES);
      };
    },
    stop: () => void context.close().catch(() => undefined),
  };
}
