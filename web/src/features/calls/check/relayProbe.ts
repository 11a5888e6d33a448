/**
 * A line from this page to itself through one relay: whether it can be had at all, and how it is. Both ends ask for a
 * relayed address of their own, so that every packet goes out to the relay and comes back.
 */
import { relayFigures, type Arrival, type Bulk, type RelayFigures } from "./relayFigures";
import type { RelayFinding } from "./verdicts";

/** Browsers ask a relay that does not answer for forty seconds: nobody waits that long. */
const CONNECT_WITHIN_MS = 15_000;
/** As a voice: 160 bytes every 20 ms, for two seconds. */
const PACKETS = 100;
const PACKET_BYTES = 160;
const PACKET_EVERY_MS = 20;
/** For what is still on its way. */
const LATE_MS = 700;
/** Then as much as goes through, for this long and not more than this. */
const BULK_MS = 1_500;
const BULK_BYTES = 6_000_000;
const CHUNK_BYTES = 16_384;
const BUFFERED_MAX = 262_144;

export async function probeRelay(server: RTCIceServer, signal: AbortSignal): Promise<RelayFinding> {
  if (!("RTCPeerConnection" in globalThis)) return { problem: "unsupported" };
  const configuration: RTCConfiguration = { iceServers: [server], iceTransportPolicy: "relay" };
  const ends = [
    new RTCPeerConnection(configuration),
    new RTCPeerConnection(configuration),
  ] as const;
  try {
    return await measure(ends, signal);
  } finally {
    for (const end of ends) end.close();
  }
}

type Ends = readonly [RTCPeerConnection, RTCPeerConnection];

async function measure(ends: Ends, signal: AbortSignal): Promise<RelayFinding> {
  const [near, far] = ends;
  const steady = near.createDataChannel("steady", { ordered: false, maxRetransmits: 0 });
  const bulk = near.createDataChannel("bulk");
  const arrived = watchArrivals(far);
  const outcome = connected(ends, [steady, bulk], signal);
  await describe(near, far);
  const problem = await outcome;
  if (problem !== null) return { problem };
  const sent = await sendSteadily(steady, signal);
  await passed(LATE_MS, signal);
  await sendMuch(bulk, signal);
  await passed(LATE_MS, signal);
  const figures: RelayFigures = relayFigures(sent, arrived.steady, arrived.bulk);
  return figures.delayMs === null ? { problem: "noData" } : { figures };
}

/** Both descriptions are here: what one end finds the other hears of at once. */
async function describe(near: RTCPeerConnection, far: RTCPeerConnection): Promise<void> {
  const early: RTCIceCandidate[] = [];
  near.onicecandidate = ({ candidate }) => {
    if (candidate === null) return;
    if (far.remoteDescription === null) early.push(candidate);
    else void far.addIceCandidate(candidate).catch(() => undefined);
  };
  far.onicecandidate = ({ candidate }) => {
    if (candidate !== null) void near.addIceCandidate(candidate).catch(() => undefined);
  };
  await near.setLocalDescription();
  if (near.localDescription !== null) await far.setRemoteDescription(near.localDescription);
  for (const candidate of early) await far.addIceCandidate(candidate);
  const answer = await far.createAnswer();
  await near.setRemoteDescription(answer);
  await far.setLocalDescription(answer);
}

type ConnectProblem = "refused" | "unreachable" | "noData";

/** `null` once both channels are open. */
function connected(
  ends: Ends,
  channels: readonly RTCDataChannel[],
  signal: AbortSignal,
): Promise<ConnectProblem | null> {
  let relayed = 0;
  let refused = false;
  return new Promise((resolve) => {
    const fail = () => resolve(relayed > 0 ? "noData" : refused ? "refused" : "unreachable");
    const late = setTimeout(fail, CONNECT_WITHIN_MS);
    signal.addEventListener("abort", fail, { once: true });
    for (const end of ends) {
      end.addEventListener("icecandidateerror", ({ errorCode }) => {
        // From 701 on the browser's own; the others are the relay's word.
        if (errorCode < 700) refused = true;
      });
      end.addEventListener("icecandidate", ({ candidate }) => {
        if (candidate !== null && candidate.candidate !== "") relayed += 1;
      });
      end.addEventListener("icegatheringstatechange", () => {
        if (end.iceGatheringState === "complete" && relayed === 0) fail();
      });
      end.addEventListener("connectionstatechange", () => {
        if (end.connectionState === "failed") fail();
      });
    }
    for (const channel of channels) {
      channel.addEventListener("open", () => {
        if (channels.some(({ readyState }) => readyState !== "open")) return;
        clearTimeout(late);
        resolve(null);
      });
    }
  });
}

interface Arrived {
  steady: Arrival[];
  bulk: Bulk | null;
}

function watchArrivals(far: RTCPeerConnection): Arrived {
  const arrived: Arrived = { steady: [], bulk: null };
  far.ondatachannel = ({ channel }) => {
    channel.binaryType = "arraybuffer";
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (!(data instanceof ArrayBuffer)) return;
      const nowMs = performance.now();
      if (channel.label === "steady") {
        arrived.steady.push({ sentMs: new DataView(data).getFloat64(0), receivedMs: nowMs });
      } else if (arrived.bulk === null) {
        // The clock starts with the first piece, whose own way is not part of it.
        arrived.bulk = { bytes: 0, firstMs: nowMs, lastMs: nowMs };
      } else {
        arrived.bulk.bytes += data.byteLength;
        arrived.bulk.lastMs = nowMs;
      }
    };
  };
  return arrived;
}

async function sendSteadily(channel: RTCDataChannel, signal: AbortSignal): Promise<number> {
  const packet = new DataView(new ArrayBuffer(PACKET_BYTES));
  let sent = 0;
  while (sent < PACKETS && !signal.aborted && channel.readyState === "open") {
    packet.setFloat64(0, performance.now());
    channel.send(packet.buffer);
    sent += 1;
    await passed(PACKET_EVERY_MS, signal);
  }
  return sent;
}

async function sendMuch(channel: RTCDataChannel, signal: AbortSignal): Promise<void> {
  const chunk = new ArrayBuffer(CHUNK_BYTES);
  const until = performance.now() + BULK_MS;
  let sent = 0;
  while (sent < BULK_BYTES && performance.now() < until && !signal.aborted) {
    if (channel.readyState !== "open") return;
    if (channel.bufferedAmount > BUFFERED_MAX) {
      await passed(5, signal);
      continue;
    }
    channel.send(chunk);
    sent += CHUNK_BYTES;
  }
}

function passed(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(id);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const id = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
