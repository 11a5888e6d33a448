/**
 * What a test call has shown so far, judged by how loud the microphone is and how loud what comes back. Pure.
 *
 * Loudness is the effective value of the samples, 0 to 1.
 */

export interface LevelSample {
  /** Milliseconds since the line stands. */
  atMs: number;
  /** Of the microphone. */
  mine: number;
  /** Of what the contact says. */
  back: number;
}

export type EchoVerdict =
  /** Nobody has spoken yet. */
  | "speak"
  /** For long nothing came from the microphone. */
  | "silentMicrophone"
  /** Something was said a moment ago, and is on its way. */
  | "listening"
  /** What was said has not come back. */
  | "nothingReturns"
  /** It came back: microphone and network work. */
  | "heard";

export interface EchoProgress {
  /** When something was first said; `null` before. */
  spokeAtMs: number | null;
  heard: boolean;
  verdict: EchoVerdict;
}

export const NOTHING_YET: EchoProgress = { spokeAtMs: null, heard: false, verdict: "speak" };

/** A voice at arm's length is ten times as loud, the noise of a quiet room half. */
export const SPOKEN = 0.01;
/** Returned sound is the same voice, perhaps turned down by the browser. */
export const RETURNED = 0.004;
/** Long enough to have read what to do, and to have done it. */
export const SILENT_AFTER_MS = 6_000;
/** The contact waits for a second; the rest is the network's. */
export const RETURNS_WITHIN_MS = 4_000;

/** Takes one more sample into account; samples come in order. */
export function judge(before: EchoProgress, sample: LevelSample): EchoProgress {
  const spokeAtMs = before.spokeAtMs ?? (sample.mine >= SPOKEN ? sample.atMs : null);
  // What comes before anything was said is not ours.
  const heard = before.heard || (spokeAtMs !== null && sample.back >= RETURNED);
  return { spokeAtMs, heard, verdict: verdictOf(spokeAtMs, heard, sample.atMs) };
}

function verdictOf(spokeAtMs: number | null, heard: boolean, atMs: number): EchoVerdict {
  if (heard) return "heard";
  if (spokeAtMs === null) return atMs >= SILENT_AFTER_MS ? "silentMicrophone" : "speak";
  return atMs - spokeAtMs >= RETURNS_WITHIN_MS ? "nothingReturns" : "listening";
}
