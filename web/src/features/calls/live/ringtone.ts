/**
 * The sounds of a call, made by Web Audio: no files, nothing to load. A browser may forbid sound
 * until the person has touched the page; then it begins with the first touch.
 */

export type CallSound =
  "ring" | "answering" | "ringback" | "waiting" | "busy" | "connected" | "ended" | "knock";

export interface Ringtone {
  /** Plays from now on; `null` for silence. The same sound goes on undisturbed. */
  play(sound: CallSound | null): void;
  /** Call on a person's touch: lets later sounds through. */
  unlock(): void;
  dispose(): void;
}

interface Tone {
  /** Hertz. */
  frequency: number;
  /** Seconds from the start of the pattern. */
  at: number;
  lasts: number;
}

interface Pattern {
  tones: readonly Tone[];
  /** Seconds until it starts anew; `null`: once. */
  every: number | null;
  /** 0 to 1. */
  loudness: number;
  shape: OscillatorType;
}

/** Two rising calls of three notes: a friendly bell rather than an alarm. */
const BELL = [659.26, 783.99, 987.77, 783.99];

const PATTERNS: Record<CallSound, Pattern> = {
  ring: {
    tones: [0, 0.9].flatMap((start) =>
      BELL.map((frequency, index) => ({ frequency, at: start + index * 0.16, lasts: 0.3 })),
    ),
    every: 3.4,
    loudness: 0.5,
    shape: "triangle",
  },
  // The last seconds before a call is answered without a touch: one step for each.
  answering: {
    tones: [
      { frequency: 783.99, at: 0, lasts: 0.12 },
      { frequency: 1046.5, at: 0.14, lasts: 0.2 },
    ],
    every: 1,
    loudness: 0.5,
    shape: "triangle",
  },
  // What a caller in our parts of the world is used to hear: 425 Hz, one second of five.
  ringback: {
    tones: [{ frequency: 425, at: 0, lasts: 1 }],
    every: 5,
    loudness: 0.12,
    shape: "sine",
  },
  waiting: {
    tones: [
      { frequency: 587.33, at: 0, lasts: 0.15 },
      { frequency: 587.33, at: 0.25, lasts: 0.15 },
    ],
    every: 5,
    loudness: 0.1,
    shape: "sine",
  },
  busy: {
    tones: [0, 0.7, 1.4].map((at) => ({ frequency: 425, at, lasts: 0.35 })),
    every: null,
    loudness: 0.12,
    shape: "sine",
  },
  // Somebody at the door of a group call.
  knock: {
    tones: [
      { frequency: 196, at: 0, lasts: 0.09 },
      { frequency: 196, at: 0.2, lasts: 0.09 },
    ],
    every: null,
    loudness: 0.5,
    shape: "triangle",
  },
  connected: {
    tones: [
      { frequency: 659.26, at: 0, lasts: 0.12 },
      { frequency: 987.77, at: 0.12, lasts: 0.18 },
    ],
    every: null,
    loudness: 0.12,
    shape: "sine",
  },
  ended: {
    tones: [
      { frequency: 587.33, at: 0, lasts: 0.14 },
      { frequency: 440, at: 0.16, lasts: 0.2 },
    ],
    every: null,
    loudness: 0.12,
    shape: "sine",
  },
};

/** On, off, on: milliseconds. */
const RING_VIBRATION = [600, 300, 600, 1_900];
const RING_VIBRATION_EVERY_MS = 3_400;

export function createRingtone(): Ringtone {
  let context: AudioContext | null = null;
  let current: CallSound | null = null;
  let output: GainNode | null = null;
  let repeat: ReturnType<typeof setInterval> | undefined;
  let vibration: ReturnType<typeof setInterval> | undefined;

  function audio(): AudioContext | null {
    if (!("AudioContext" in globalThis)) return null;
    context ??= new AudioContext();
    return context;
  }

  function unlock(): void {
    if (context?.state === "suspended") void context.resume();
  }

  function silence(): void {
    clearInterval(repeat);
    clearInterval(vibration);
    output?.disconnect();
    output = null;
    if (current === "ring") vibrate(0);
  }

  function play(sound: CallSound | null): void {
    if (sound === current) return;
    silence();
    current = sound;
    if (sound === null) return;
    if (sound === "ring") {
      vibrate(RING_VIBRATION);
      vibration = setInterval(() => vibrate(RING_VIBRATION), RING_VIBRATION_EVERY_MS);
    }
    const on = audio();
    if (on === null) return;
    unlock();
    const pattern = PATTERNS[sound];
    const gain = on.createGain();
    gain.gain.value = pattern.loudness;
    gain.connect(on.destination);
    output = gain;
    sing(on, gain, pattern);
    if (pattern.every !== null) {
      repeat = setInterval(() => sing(on, gain, pattern), pattern.every * 1_000);
    }
  }

  return {
    play,
    unlock() {
      // Made on a touch, it is allowed to sound later, when a call comes in.
      audio();
      unlock();
    },
    dispose() {
      play(null);
      void context?.close();
      context = null;
    },
  };
}

function sing(context: AudioContext, output: AudioNode, pattern: Pattern): void {
  // While forbidden, time stands still, and everything would sound at once later.
  if (context.state !== "running") {
    void context.resume();
    return;
  }
  const now = context.currentTime + 0.02;
  for (const { frequency, at, lasts } of pattern.tones) {
    const oscillator = context.createOscillator();
    const envelope = context.createGain();
    oscillator.type = pattern.shape;
    oscillator.frequency.value = frequency;
    // Without soft edges every tone begins and ends with a click.
    envelope.gain.setValueAtTime(0, now + at);
    envelope.gain.linearRampToValueAtTime(1, now + at + 0.015);
    envelope.gain.setValueAtTime(1, now + at + lasts * 0.6);
    envelope.gain.linearRampToValueAtTime(0, now + at + lasts);
    oscillator.connect(envelope).connect(output);
    oscillator.start(now + at);
    oscillator.stop(now + at + lasts + 0.02);
  }
}

/** Silently nothing where there is no motor, or the page was never touched. */
function vibrate(pattern: number | number[]): void {
  if ("vibrate" in navigator && navigator.userActivation?.hasBeenActive !== false) {
    navigator.vibrate(pattern);
  }
}
