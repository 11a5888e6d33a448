/** Looks at the line every few seconds, judges it, and sums it up at the end of the call. */
import type { CallQuality } from "@/api/types";
import type { Timers } from "@/lib/timers";
import type { CallLog } from "./callLog";
import {
  EMPTY_TALLY,
  JUDGE_OVER_MS,
  liveQuality,
  qualitySummary,
  tallied,
  type LiveQuality,
  type QualitySample,
  type QualityTally,
} from "./quality";
import { qualitySampleOf } from "./qualitySample";

export interface QualityWatchParts {
  stats: () => Promise<RTCStatsReport | null>;
  timers: Timers;
  /** Milliseconds that never jump. */
  steadyNow: () => number;
  log: CallLog;
  /** Their microphone is on. */
  expectsSound: () => boolean;
  /** Something is to flow now: the call was connected, and nobody is on hold. */
  isFlowing: () => boolean;
  onChange: () => void;
}

export interface QualityWatch {
  /** `null` until there is something to judge by. */
  now(): LiveQuality | null;
  /** `null` for a call too short to be judged. */
  summary(): CallQuality | null;
  stop(): void;
}

const EVERY_MS = 3_000;

export function watchQuality(parts: QualityWatchParts): QualityWatch {
  const { stats, timers, steadyNow, log } = parts;
  let samples: readonly QualitySample[] = [];
  let tally: QualityTally = EMPTY_TALLY;
  let now: LiveQuality | null = null;
  let stopped = false;

  async function look(): Promise<void> {
    const report = await stats();
    if (stopped || report === null) return;
    log.stats([...report.values()]);
    if (!parts.isFlowing()) {
      samples = [];
      return;
    }
    const sample = qualitySampleOf(report.values(), steadyNow());
    // A line that was made anew counts from nothing.
    const last = samples.at(-1);
    if (last !== undefined && sample.packetsReceived < last.packetsReceived) samples = [];
    samples = [...samples.filter(({ atMs }) => atMs >= sample.atMs - JUDGE_OVER_MS), sample];
    const judged = liveQuality(samples, parts.expectsSound());
    if (judged === null) return;
    now = judged;
    tally = tallied(tally, judged, samples[0] ?? sample, sample);
    log.quality(judged);
    parts.onChange();
  }

  const stopLooking = timers.every(EVERY_MS, () => void look());
  return {
    now: () => now,
    summary: () => qualitySummary(tally),
    stop() {
      stopped = true;
      stopLooking();
    },
  };
}
