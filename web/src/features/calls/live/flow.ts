/**
 * What media really flow, from the browser's statistics: bytes and packets, not a state variable.
 * Pure; `flowMonitor.ts` takes the samples.
 */

/** Running totals of one moment. */
export interface FlowSample {
  /** Milliseconds of a clock that never jumps. */
  atMs: number;
  packetsReceived: number;
  bytesReceived: number;
  packetsSent: number;
  framesDecoded: number;
  path: "direct" | "relay" | null;
}

export const NO_PACKETS: Omit<FlowSample, "atMs"> = {
  packetsReceived: 0,
  bytesReceived: 0,
  packetsSent: 0,
  framesDecoded: 0,
  path: null,
};

export interface Flow {
  /** Packets of the other side arrive. */
  receiving: boolean;
  /** Packets of ours leave. */
  leaving: boolean;
  /** Pictures of the other side are being shown. */
  picture: boolean;
  path: "direct" | "relay" | null;
}

export const STILL: Flow = { receiving: false, leaving: false, picture: false, path: null };

/** Over this span packets must have arrived. Silence sends only a few packets a second. */
export const FLOW_WINDOW_MS = 2_500;

/** Compares the newest sample with the oldest one inside the window. Samples are in order of time. */
export function flowOf(samples: readonly FlowSample[]): Flow {
  const newest = samples.at(-1);
  if (newest === undefined) return STILL;
  const oldest = samples.find((sample) => sample.atMs >= newest.atMs - FLOW_WINDOW_MS) ?? newest;
  return {
    receiving:
      newest.packetsReceived > oldest.packetsReceived &&
      newest.bytesReceived > oldest.bytesReceived,
    leaving: newest.packetsSent > oldest.packetsSent,
    picture: newest.framesDecoded > oldest.framesDecoded,
    path: newest.path,
  };
}

/** Keeps what the next comparison needs. */
export function withSample(
  samples: readonly FlowSample[],
  sample: FlowSample,
): readonly FlowSample[] {
  return [...samples.filter((old) => old.atMs >= sample.atMs - FLOW_WINDOW_MS), sample];
}

/** What of the entries of an `RTCStatsReport` is read here. */
interface StatsEntry {
  id: string;
  type: string;
  packetsReceived?: number;
  bytesReceived?: number;
  packetsSent?: number;
  framesDecoded?: number;
  selectedCandidatePairId?: string;
  localCandidateId?: string;
  remoteCandidateId?: string;
  candidateType?: string;
  selected?: boolean;
  nominated?: boolean;
  state?: string;
}

export function sampleOf(report: Iterable<unknown>, atMs: number): FlowSample {
  const byId = new Map<string, StatsEntry>();
  for (const entry of report) byId.set((entry as StatsEntry).id, entry as StatsEntry);
  const sample: FlowSample = { ...NO_PACKETS, atMs, path: pathOf(byId) };
  for (const entry of byId.values()) {
    if (entry.type === "inbound-rtp") {
      sample.packetsReceived += entry.packetsReceived ?? 0;
      sample.bytesReceived += entry.bytesReceived ?? 0;
      sample.framesDecoded += entry.framesDecoded ?? 0;
    } else if (entry.type === "outbound-rtp") {
      sample.packetsSent += entry.packetsSent ?? 0;
    }
  }
  return sample;
}

function pathOf(byId: ReadonlyMap<string, StatsEntry>): FlowSample["path"] {
  const entries = [...byId.values()];
  const chosen = entries.find((entry) => entry.selectedCandidatePairId !== undefined);
  const pair =
    chosen?.selectedCandidatePairId !== undefined
      ? byId.get(chosen.selectedCandidatePairId)
      : entries.find((e) => e.type === "candidate-pair" && (e.selected === true || isUsed(e)));
  if (pair === undefined) return null;
  const ends = [byId.get(pair.localCandidateId ?? ""), byId.get(pair.remoteCandidateId ?? "")];
  return ends.some((end) => end?.candidateType === "relay") ? "relay" : "direct";
}

/** Firefox and Safari mark the pair itself instead of naming it in a transport entry. */
function isUsed(pair: StatsEntry): boolean {
  return pair.nominated === true && pair.state === "succeeded";
}

/** What is known about the line at one moment. */
export interface LineFacts {
  connectionState: RTCPeerConnectionState;
  receiving: boolean;
  /** Sound of the other side is agreed to come, and its microphone is on. */
  expectsSound: boolean;
  /** The call was connected once, on this line or on one before. */
  wasConnected: boolean;
}

/** Whether media that once flowed stand still on this side. */
export function isLineBroken(facts: LineFacts): boolean {
  switch (facts.connectionState) {
    case "disconnected":
    case "failed":
    case "closed":
      return true;
    case "new":
    case "connecting":
      return facts.wasConnected;
    case "connected":
      return facts.expectsSound && !facts.receiving;
  }
}

/**
 * Silence on a line that calls itself connected may be over in a moment; after this long a new way is looked for.
 * When the browser itself says that the way is lost, looking begins at once: the old one is used until then.
 */
export const RESTART_AFTER_MS = 3_000;
/** Looking takes a few seconds; more often would only disturb it. */
export const RESTART_AGAIN_MS = 8_000;

/** Whether to restart ICE now. `brokenSinceMs`, `restartedAtMs`: `null` when not, or never. */
export function shouldRestart(
  nowMs: number,
  brokenSinceMs: number | null,
  restartedAtMs: number | null,
  connectionState: RTCPeerConnectionState,
): boolean {
  if (restartedAtMs !== null && nowMs - restartedAtMs < RESTART_AGAIN_MS) return false;
  if (connectionState === "failed" || connectionState === "disconnected") return true;
  // It is being looked for already.
  if (connectionState === "new" || connectionState === "connecting") return false;
  return brokenSinceMs !== null && nowMs - brokenSinceMs >= RESTART_AFTER_MS;
}

/** What the server is told of the media. */
export interface MediaReport {
  receiving: boolean;
  sending: boolean;
  path: "direct" | "relay" | null;
}

/** While it decides whether the call is connected, the server hears of it this often. */
export const REPORT_AGAIN_MS = 3_000;

export function shouldReport(
  report: MediaReport,
  last: { report: MediaReport; atMs: number } | null,
  nowMs: number,
  connected: boolean,
): boolean {
  if (last === null) return true;
  const same =
    last.report.receiving === report.receiving &&
    last.report.sending === report.sending &&
    last.report.path === report.path;
  return !same || (!connected && nowMs - last.atMs >= REPORT_AGAIN_MS);
}
