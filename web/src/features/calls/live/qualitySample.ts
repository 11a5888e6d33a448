/** Reads what `quality.ts` judges by out of an `RTCStatsReport`. Pure. */
import type { QualitySample } from "./quality";

/** What of the entries is read here; browsers leave different ones out. */
interface StatsEntry {
  id: string;
  type: string;
  kind?: string;
  packetsReceived?: number;
  packetsLost?: number;
  packetsSent?: number;
  bytesReceived?: number;
  bytesSent?: number;
  jitter?: number;
  roundTripTime?: number;
  currentRoundTripTime?: number;
  codecId?: string;
  mimeType?: string;
  frameWidth?: number;
  frameHeight?: number;
  framesPerSecond?: number;
  qualityLimitationReason?: string;
  selectedCandidatePairId?: string;
  localCandidateId?: string;
  remoteCandidateId?: string;
  candidateType?: string;
  protocol?: string;
  relayProtocol?: string;
  selected?: boolean;
  nominated?: boolean;
  state?: string;
}

export function qualitySampleOf(report: Iterable<unknown>, atMs: number): QualitySample {
  const byId = new Map<string, StatsEntry>();
  for (const entry of report) byId.set((entry as StatsEntry).id, entry as StatsEntry);
  const entries = [...byId.values()];
  const inbound = entries.filter(({ type }) => type === "inbound-rtp");
  const outbound = entries.filter(({ type }) => type === "outbound-rtp");
  const there = entries.filter(({ type }) => type === "remote-inbound-rtp");
  const pair = selectedPair(byId, entries);
  const ends = [byId.get(pair?.localCandidateId ?? ""), byId.get(pair?.remoteCandidateId ?? "")];
  const rtt =
    pair?.currentRoundTripTime ?? there.find((e) => e.roundTripTime !== undefined)?.roundTripTime;
  return {
    atMs,
    packetsReceived: sum(inbound, "packetsReceived"),
    packetsLost: sum(inbound, "packetsLost"),
    packetsSent: sum(outbound, "packetsSent"),
    packetsLostThere: sum(there, "packetsLost"),
    bytesReceived: sum(inbound, "bytesReceived"),
    bytesSent: sum(outbound, "bytesSent"),
    rttMs: rtt === undefined ? null : Math.round(rtt * 1_000),
    // Of the voice: a picture that nobody sends keeps its last value for ever.
    jitterMs: 1_000 * (inbound.find(({ kind }) => kind === "audio")?.jitter ?? 0),
    deviceIsSlow: outbound.some((entry) => entry.qualityLimitationReason === "cpu"),
    audioCodec: codecOf(byId, inbound, outbound, "audio"),
    videoCodec: codecOf(byId, inbound, outbound, "video"),
    picture: pictureOf(inbound),
    path:
      pair === null
        ? null
        : ends.some((end) => end?.candidateType === "relay")
          ? "relay"
          : "direct",
    transport: ends[0]?.relayProtocol ?? ends[0]?.protocol ?? null,
  };
}

function sum(
  entries: readonly StatsEntry[],
  name: "packetsReceived" | "packetsLost" | "packetsSent" | "bytesReceived" | "bytesSent",
): number {
  return entries.reduce((total, entry) => total + (entry[name] ?? 0), 0);
}

function selectedPair(
  byId: ReadonlyMap<string, StatsEntry>,
  entries: readonly StatsEntry[],
): StatsEntry | null {
  const named = entries.find((entry) => entry.selectedCandidatePairId !== undefined);
  if (named?.selectedCandidatePairId !== undefined) {
    return byId.get(named.selectedCandidatePairId) ?? null;
  }
  // Firefox and Safari mark the pair itself instead of naming it in a transport entry.
  const isUsed = (e: StatsEntry) =>
    e.selected === true || (e.nominated === true && e.state === "succeeded");
  return entries.find((entry) => entry.type === "candidate-pair" && isUsed(entry)) ?? null;
}

/** "opus", "VP8": what both sides send, or what the one that sends does. */
function codecOf(
  byId: ReadonlyMap<string, StatsEntry>,
  inbound: readonly StatsEntry[],
  outbound: readonly StatsEntry[],
  kind: "audio" | "video",
): string | null {
  const flows = [...inbound, ...outbound].filter(
    (entry) => entry.kind === kind && (entry.packetsReceived ?? entry.packetsSent ?? 0) > 0,
  );
  const mime = flows
    .map(({ codecId }) => byId.get(codecId ?? "")?.mimeType)
    .find((it) => it !== undefined);
  return mime?.split("/")[1] ?? null;
}

function pictureOf(inbound: readonly StatsEntry[]): QualitySample["picture"] {
  const shown = inbound.find((e) => e.kind === "video" && (e.framesPerSecond ?? 0) > 0);
  if (shown?.frameWidth === undefined || shown.frameHeight === undefined) return null;
  return {
    width: shown.frameWidth,
    height: shown.frameHeight,
    framesPerSecond: Math.round(shown.framesPerSecond ?? 0),
  };
}
