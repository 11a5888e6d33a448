/**
 * Looks at an accepted call again and again: tells the server what flows, renews the lease, notices a
 * broken line and looks for a new way.
 */
import { toFailure } from "@/api/failure";
import type { CallId } from "@/api/types";
import type { SocketAccess } from "@/realtime/messenger";
import type { Timers } from "@/lib/timers";
import {
  flowOf,
  isLineBroken,
  NO_PACKETS,
  sampleOf,
  shouldReport,
  shouldRestart,
  withSample,
  type FlowSample,
  type MediaReport,
} from "./flow";
import type { Peer } from "./peer";

export interface LineWatchParts {
  callId: CallId;
  peer: Peer;
  socket: Pick<SocketAccess, "request">;
  timers: Timers;
  /** Milliseconds that never jump. */
  steadyNow: () => number;
  fetchIceServers: () => Promise<RTCIceServer[] | null>;
  /** Their microphone is on, as far as they said. */
  remoteSpeaks: () => boolean;
  /** The server considers the call connected. */
  isConnected: () => boolean;
  onBroken: (broken: boolean) => void;
  /** The server knows nothing of this call any more. */
  onGone: () => void;
}

export interface LineWatch {
  /** The server may have forgotten, or the network is another one: tell again, look again. */
  afterReconnect(networkChanged: boolean): void;
  /** The browser says that the network is another one: a way is looked for at once. */
  networkChanged(): void;
  /** The browser's own word on the line is another one. */
  connectionChanged(): void;
  stop(): void;
}

/** Until the call is connected, so that the person hears of it at once. */
const TICK_MS = 250;
/** After that. */
const TICK_CONNECTED_MS = 950;
const RENEW_MS = 10_000;

export function watchLine(parts: LineWatchParts): LineWatch {
  const { callId, peer, socket, timers, steadyNow } = parts;
  // Nothing has flowed when the watch begins: the first packet already counts.
  let samples: readonly FlowSample[] = [{ ...NO_PACKETS, atMs: steadyNow() }];
  let reported: { report: MediaReport; atMs: number } | null = null;
  let brokenSinceMs: number | null = null;
  let restartedAtMs: number | null = null;
  let lookedAtMs = steadyNow();
  let renewedAtMs = steadyNow();
  let stopped = false;

  async function tick(): Promise<void> {
    const nowMs = steadyNow();
    if (parts.isConnected() && nowMs - lookedAtMs < TICK_CONNECTED_MS) return;
    lookedAtMs = nowMs;
    if (nowMs - renewedAtMs >= RENEW_MS) renew(nowMs);
    const stats = await peer.stats();
    if (stopped) return;
    samples = withSample(samples, sampleOf(stats.values(), nowMs));
    const flow = flowOf(samples);
    report({ receiving: flow.receiving, sending: peer.isSending(), path: flow.path }, nowMs);
    judge(flow.receiving, nowMs);
  }

  function report(current: MediaReport, nowMs: number): void {
    if (!shouldReport(current, reported, nowMs, parts.isConnected())) return;
    reported = { report: current, atMs: nowMs };
    const { receiving, sending, path } = current;
    socket
      .request("call:media", { callId, receiving, sending, ...(path === null ? {} : { path }) })
      .catch((caught: unknown) => {
        reported = null;
        refused(caught);
      });
  }

  function judge(receiving: boolean, nowMs: number): void {
    const connectionState = peer.connectionState();
    const expectsSound = parts.isConnected() && peer.expectsSound() && parts.remoteSpeaks();
    const broken = isLineBroken({
      connectionState,
      receiving,
      expectsSound,
      wasConnected: parts.isConnected(),
    });
    brokenSinceMs = broken ? (brokenSinceMs ?? nowMs) : null;
    parts.onBroken(broken);
    if (shouldRestart(nowMs, brokenSinceMs, restartedAtMs, connectionState)) restart();
  }

  function restart(): void {
    restartedAtMs = steadyNow();
    void parts.fetchIceServers().then((iceServers) => {
      if (!stopped) peer.restartIce(iceServers);
    });
  }

  function renew(nowMs: number): void {
    renewedAtMs = nowMs;
    socket.request("call:renew", { callId }).catch(refused);
  }

  function refused(caught: unknown): void {
    const failure = toFailure(caught);
    if (failure.kind !== "problem") return;
    if (failure.code === "call_over" || failure.code === "not_found") parts.onGone();
  }

  const stopTicks = timers.every(TICK_MS, () => void tick());
  return {
    afterReconnect(networkChanged) {
      reported = null;
      if (networkChanged || peer.connectionState() !== "connected") restart();
    },
    networkChanged: restart,
    connectionChanged() {
      const connectionState = peer.connectionState();
      if (connectionState === "disconnected" || connectionState === "failed") {
        judge(false, steadyNow());
      }
    },
    stop() {
      stopped = true;
      stopTicks();
    },
  };
}
