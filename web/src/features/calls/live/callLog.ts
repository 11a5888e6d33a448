/**
 * What happened on the line of a call, step by step, for whoever has to find out why it did not
 * work. Kept on this device only, until its owner saves it. Holds addresses of both sides, but no
 * passwords of relays and nothing of what was said.
 */
import type { CallId } from "@/api/types";
import type { LiveQuality } from "./quality";

export interface CallLogEntry {
  /** Milliseconds from the beginning of the log. */
  atMs: number;
  what: string;
  detail?: unknown;
}

export interface CallLog {
  add(what: string, detail?: unknown): void;
  /** Listens to a connection for as long as it lives. Returns the same connection. */
  watch(connection: RTCPeerConnection): RTCPeerConnection;
  quality(now: LiveQuality): void;
  /** The browser's last statistics. */
  stats(entries: unknown[]): void;
  /** As a file to save. */
  toJson(callId: CallId | null): string;
}

/** Hours of a restless line; then the oldest steps after the beginning give way. */
const STEPS_MAX = 1_000;
/** The beginning tells most. */
const STEPS_KEPT = 300;
/** An hour and a half at one every three seconds, then every second one goes. */
const QUALITY_MAX = 1_800;

export function createCallLog(steadyNow: () => number, wallNow: () => Date): CallLog {
  const startedAt = wallNow().toISOString();
  const startMs = steadyNow();
  const steps: CallLogEntry[] = [];
  let qualities: ({ atMs: number } & LiveQuality)[] = [];
  let lastStats: unknown[] = [];

  const sinceMs = (): number => Math.round(steadyNow() - startMs);

  function add(what: string, detail?: unknown): void {
    steps.push({ atMs: sinceMs(), what, ...(detail === undefined ? {} : { detail }) });
    if (steps.length > STEPS_MAX) steps.splice(STEPS_KEPT, 1);
  }

  return {
    add,
    watch(connection) {
      const state = (name: string, read: () => string) => () => add(name, read());
      add("connection", {
        iceServers: connection.getConfiguration().iceServers?.map((s) => s.urls),
      });
      connection.addEventListener(
        "connectionstatechange",
        state("connection state", () => connection.connectionState),
      );
      connection.addEventListener(
        "iceconnectionstatechange",
        state("ICE state", () => connection.iceConnectionState),
      );
      connection.addEventListener(
        "icegatheringstatechange",
        state("ICE gathering", () => connection.iceGatheringState),
      );
      connection.addEventListener(
        "signalingstatechange",
        state("negotiation", () => connection.signalingState),
      );
      connection.addEventListener("icecandidate", ({ candidate }) => {
        add("own candidate", candidate === null ? "no more" : candidate.candidate);
      });
      connection.addEventListener("icecandidateerror", (event) => {
        const { url, errorCode, errorText } = event;
        add("ICE server failed", { url, errorCode, errorText });
      });
      connection.addEventListener("track", ({ track }) => add("their track", track.kind));
      return connection;
    },
    quality(now) {
      qualities.push({ atMs: sinceMs(), ...now });
      if (qualities.length > QUALITY_MAX)
        qualities = qualities.filter((_, index) => index % 2 === 0);
    },
    stats(entries) {
      lastStats = entries;
    },
    toJson(callId) {
      const log = {
        program: "Zvonilka",
        callId,
        startedAt,
        browser: globalThis.navigator.userAgent,
        steps,
        quality: qualities,
        statistics: lastStats,
      };
      return JSON.stringify(log, null, 2);
    },
  };
}
