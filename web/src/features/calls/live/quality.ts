/**
 * How good a call is, from the browser's statistics: a mark and its reason. Pure; `qualityWatch.ts`
 * takes the samples.
 */
import type { CallQuality, MediaTransport } from "@/api/types";

export type QualityMark = CallQuality["mark"];
export type QualityCause = NonNullable<CallQuality["cause"]>;

/** Running totals and momentary figures of one moment. */
export interface QualitySample {
  atMs: number;
  packetsReceived: number;
  packetsLost: number;
  packetsSent: number;
  /** Of what this side sends: lost in all, as the other side counts. */
  packetsLostThere: number;
  bytesReceived: number;
  bytesSent: number;
  /** There and back; `null` until it was measured. */
  rttMs: number | null;
  jitterMs: number;
  /** The browser makes the picture smaller because the device is too slow. */
  deviceIsSlow: boolean;
  audioCodec: string | null;
  videoCodec: string | null;
  /** Of their picture as it arrives; `null` without one. */
  picture: { width: number; height: number; framesPerSecond: number } | null;
  path: "direct" | "relay" | null;
  /** `udp`, `tcp`, and over a relay also `tls`: how packets leave this device. */
  transport: string | null;
}

/** What is shown while the call goes on. Losses in thousandths. */
export interface LiveQuality {
  mark: QualityMark;
  cause: QualityCause | null;
  lossIn: number;
  lossOut: number;
  rttMs: number | null;
  jitterMs: number;
  kbpsIn: number;
  kbpsOut: number;
  audioCodec: string | null;
  videoCodec: string | null;
  picture: QualitySample["picture"];
  path: QualitySample["path"];
  transport: string | null;
}

/** Over this span it is judged: shorter, and one lost packet would be a verdict. */
export const JUDGE_OVER_MS = 9_000;
/** With fewer packets nothing can be said about loss: silence sends few. */
const ENOUGH_PACKETS = 20;

/** From here on it is `fair`, and `poor`. Losses in thousandths, times in milliseconds. */
export const QUALITY_LIMITS: Record<
  Exclude<QualityCause, "device" | "silence">,
  readonly [number, number]
> = {
  lossIn: [30, 100],
  lossOut: [30, 100],
  delay: [350, 700],
  jitter: [50, 120],
};

/** `null` while there is nothing to judge by. `expectsSound`: their microphone is on, no hold. */
export function liveQuality(
  samples: readonly QualitySample[],
  expectsSound: boolean,
): LiveQuality | null {
  const newest = samples.at(-1);
  const oldest = samples.find(
    ({ atMs }) => newest !== undefined && atMs >= newest.atMs - JUDGE_OVER_MS,
  );
  if (newest === undefined || oldest === undefined || oldest === newest) return null;
  const seconds = (newest.atMs - oldest.atMs) / 1_000;
  const received = newest.packetsReceived - oldest.packetsReceived;
  const lost = Math.max(0, newest.packetsLost - oldest.packetsLost);
  const sent = newest.packetsSent - oldest.packetsSent;
  const lostThere = Math.max(0, newest.packetsLostThere - oldest.packetsLostThere);
  const figures = {
    lossIn: thousandths(lost, received + lost),
    lossOut: thousandths(lostThere, sent),
    rttMs: newest.rttMs,
    jitterMs: Math.round(newest.jitterMs),
  };
  const isSilent = expectsSound && received === 0;
  return {
    ...verdict(figures, isSilent, newest.deviceIsSlow),
    ...figures,
    kbpsIn: kbps(newest.bytesReceived - oldest.bytesReceived, seconds),
    kbpsOut: kbps(newest.bytesSent - oldest.bytesSent, seconds),
    audioCodec: newest.audioCodec,
    videoCodec: newest.videoCodec,
    picture: newest.picture,
    path: newest.path,
    transport: newest.transport,
  };
}

type Figures = Pick<LiveQuality, "lossIn" | "lossOut" | "rttMs" | "jitterMs">;

function verdict(
  { lossIn, lossOut, rttMs, jitterMs }: Figures,
  isSilent: boolean,
  deviceIsSlow: boolean,
): Pick<LiveQuality, "mark" | "cause"> {
  if (isSilent) return { mark: "poor", cause: "silence" };
  const measured = { lossIn, lossOut, delay: rttMs ?? 0, jitter: jitterMs };
  // Losses first: when several are as bad, they are what one hears.
  for (const [mark, step] of [
    ["poor", 1],
    ["fair", 0],
  ] as const) {
    for (const cause of ["lossIn", "lossOut", "delay", "jitter"] as const) {
      if (measured[cause] >= QUALITY_LIMITS[cause][step]) return { mark, cause };
    }
  }
  return deviceIsSlow ? { mark: "fair", cause: "device" } : { mark: "good", cause: null };
}

function thousandths(part: number, whole: number): number {
  return whole < ENOUGH_PACKETS ? 0 : Math.min(1000, Math.round((1000 * part) / whole));
}

function kbps(bytes: number, seconds: number): number {
  return Math.max(0, Math.round((bytes * 8) / 1_000 / seconds));
}

/** What is gathered over a call, for the summary at its end. */
export interface QualityTally {
  good: number;
  fair: number;
  poor: number;
  causes: Partial<Record<QualityCause, number>>;
  rttSumMs: number;
  rttCount: number;
  jitterSumMs: number;
  first: QualitySample | null;
  last: QualitySample | null;
}

export const EMPTY_TALLY: QualityTally = {
  good: 0,
  fair: 0,
  poor: 0,
  causes: {},
  rttSumMs: 0,
  rttCount: 0,
  jitterSumMs: 0,
  first: null,
  last: null,
};

/** Once for every judgement, with the samples between which it was made. */
export function tallied(
  tally: QualityTally,
  now: LiveQuality,
  from: QualitySample,
  to: QualitySample,
): QualityTally {
  const causes = { ...tally.causes };
  if (now.cause !== null) causes[now.cause] = (causes[now.cause] ?? 0) + 1;
  return {
    ...tally,
    [now.mark]: tally[now.mark] + 1,
    causes,
    rttSumMs: tally.rttSumMs + (now.rttMs ?? 0),
    rttCount: tally.rttCount + (now.rttMs === null ? 0 : 1),
    jitterSumMs: tally.jitterSumMs + now.jitterMs,
    first: tally.first ?? from,
    last: to,
  };
}

/** A call counts as poor, or fair, when it was so for this part of it. */
const COUNTS_FROM = 0.2;

/** `null` for a call too short to be judged. */
export function qualitySummary(tally: QualityTally): CallQuality | null {
  const count = tally.good + tally.fair + tally.poor;
  const { first, last } = tally;
  if (count === 0 || first === null || last === null) return null;
  const mark = markOf(tally, count);
  const cause = mark === "good" ? null : mostFrequent(tally.causes);
  const lost = Math.max(0, last.packetsLost - first.packetsLost);
  const received = Math.max(0, last.packetsReceived - first.packetsReceived);
  const sent = Math.max(0, last.packetsSent - first.packetsSent);
  return {
    mark,
    ...(cause === null ? {} : { cause }),
    lossIn: thousandths(lost, received + lost),
    lossOut: thousandths(Math.max(0, last.packetsLostThere - first.packetsLostThere), sent),
    rttMs: tally.rttCount === 0 ? 0 : Math.round(tally.rttSumMs / tally.rttCount),
    jitterMs: Math.round(tally.jitterSumMs / count),
    ...(last.path === null ? {} : { path: last.path }),
    ...(isKnown(last.transport) ? { transport: last.transport } : {}),
  };
}

const TRANSPORTS = ["udp", "tcp", "tls"] as const satisfies MediaTransport[];

/** A browser may name one that the server does not know. */
function isKnown(transport: string | null): transport is MediaTransport {
  return TRANSPORTS.some((known) => known === transport);
}

function markOf({ fair, poor }: QualityTally, count: number): QualityMark {
  if (poor / count >= COUNTS_FROM) return "poor";
  return (poor + fair) / count >= COUNTS_FROM ? "fair" : "good";
}

function mostFrequent(causes: QualityTally["causes"]): QualityCause | null {
  const [most] = Object.entries(causes).sort(([, a], [, b]) => b - a);
  return most === undefined ? null : (most[0] as QualityCause);
}
