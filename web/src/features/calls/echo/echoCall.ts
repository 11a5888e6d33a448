/**
 * A call with the echo contact: the server itself answers and says back what it hears. It is no call between people:
 * nobody rings, and it is in no history. Knows nothing of screens.
 */
import { FailureError, type Failure } from "@/api/failure";
import type { EchoCall as EchoAnswer } from "@/api/types";
import { createListeners } from "@/lib/listeners";
import type { Timers } from "@/lib/timers";
import type { Capture, CaptureProblem } from "../live/capture";
import { readDeviceChoice, saveDeviceChoice, type DeviceChoice } from "../live/deviceChoice";
import type { Levels } from "../live/levels";
import { judge, NOTHING_YET, type EchoProgress, type EchoVerdict } from "./verdict";

export type EchoPhase =
  /** The browser asks for the microphone. */
  | { name: "asking" }
  | { name: "connecting" }
  | { name: "connected"; verdict: EchoVerdict; endsAtMs: number }
  | { name: "over"; because: EchoEnd };

export type EchoEnd =
  | { kind: "microphone"; problem: CaptureProblem }
  | { kind: "refused"; failure: Failure }
  /** No path through the network was found. */
  | { kind: "noPath" }
  /** The path was lost. */
  | { kind: "lost" }
  /** The time is up. `heard`: one's sound came back. */
  | { kind: "time"; heard: boolean };

export interface EchoView {
  phase: EchoPhase;
  /** 0 to 1. */
  mine: number;
  /** 0 to 1. */
  back: number;
  /** What the contact says. */
  sound: MediaStream | null;
  choice: DeviceChoice;
}

/** What every line needs, to whomever. */
export interface EchoLineParts {
  capture: Capture;
  createConnection: (configuration: RTCConfiguration) => RTCPeerConnection;
  /** `null` when they could not be had. */
  fetchIceServers: () => Promise<RTCIceServer[] | null>;
}

export interface EchoCallParts extends EchoLineParts {
  createLevels: () => Levels;
  call: (sdp: string) => Promise<EchoAnswer>;
  hangUp: (id: string) => void;
  timers: Timers;
  steadyNow: () => number;
}

export interface EchoCall {
  view(): EchoView;
  subscribe(listener: () => void): () => void;
  /** Another microphone or loudspeaker, now and for calls to come. */
  choose(change: Partial<Pick<DeviceChoice, "microphone" | "speaker">>): void;
  devices(): Promise<MediaDeviceInfo[]>;
  onDevicesChanged(listener: () => void): () => void;
  /** Calls. Returns what ends everything, at any time. */
  run(): () => void;
}

/** Longer than a way through the strictest network takes. */
const CONNECTS_WITHIN_MS = 20_000;
/** Quick enough for a bar that moves with the voice. */
const MEASURE_EVERY_MS = 100;

export function createEchoCall(parts: EchoCallParts): EchoCall {
  const { capture, timers } = parts;
  const listeners = createListeners<void>();
  const stops: (() => void)[] = [];
  let closed = false;
  let connection: RTCPeerConnection | null = null;
  let sender: RTCRtpSender | null = null;
  let microphone: MediaStreamTrack | null = null;
  let levels: Levels | null = null;
  let mine = (): number => 0;
  let back = (): number => 0;
  let id: string | null = null;
  let longestMs = 0;
  let progress: EchoProgress = NOTHING_YET;
  let view: EchoView = {
    phase: { name: "asking" },
    mine: 0,
    back: 0,
    sound: null,
    choice: readDeviceChoice(),
  };

  function show(change: Partial<EchoView>): void {
    view = { ...view, ...change };
    listeners.tell();
  }

  function release(): void {
    for (const stop of stops.splice(0)) stop();
    connection?.close();
    connection = null;
    microphone?.stop();
    microphone = null;
    levels?.stop();
    levels = null;
    if (id !== null) parts.hangUp(id);
    id = null;
  }

  function end(because: EchoEnd): void {
    if (closed || view.phase.name === "over") return;
    release();
    show({ phase: { name: "over", because }, mine: 0, back: 0, sound: null });
  }

  /** Everything that waits must look whether it is still wanted. */
  function isOver(): boolean {
    return closed || view.phase.name === "over";
  }

  async function start(): Promise<void> {
    const servers = parts.fetchIceServers();
    const captured = await capture.audio(view.choice);
    if ("problem" in captured) {
      end({ kind: "microphone", problem: captured.problem });
      return;
    }
    if (isOver()) {
      captured.track.stop();
      return;
    }
    microphone = captured.track;
    levels = parts.createLevels();
    mine = levels.of(new MediaStream([microphone]));
    show({ phase: { name: "connecting" } });
    const iceServers = (await servers) ?? [];
    if (isOver()) return;
    await connect(iceServers, microphone);
  }

  async function connect(iceServers: RTCIceServer[], track: MediaStreamTrack): Promise<void> {
    const made = parts.createConnection({ iceServers, bundlePolicy: "max-bundle" });
    connection = made;
    made.ontrack = ({ track: theirs }) => {
      const sound = new MediaStream([theirs]);
      if (levels !== null) back = levels.of(sound);
      show({ sound });
    };
    made.onconnectionstatechange = () => stateChanged(made);
    sender = made.addTransceiver(track, { direction: "sendrecv" }).sender;
    await made.setLocalDescription();
    stops.push(timers.after(CONNECTS_WITHIN_MS, () => end({ kind: "noPath" })));
    // The contact learns our candidates from our packets: nothing waits for them.
    const answer = await parts.call(made.localDescription?.sdp ?? "");
    if (isOver()) {
      parts.hangUp(answer.id);
      return;
    }
    id = answer.id;
    longestMs = answer.longest * 1_000;
    await made.setRemoteDescription({ type: "answer", sdp: answer.sdp });
  }

  function stateChanged(made: RTCPeerConnection): void {
    if (made !== connection) return;
    const wasConnected = view.phase.name === "connected";
    if (made.connectionState === "connected" && !wasConnected) connected();
    if (made.connectionState === "failed") end({ kind: wasConnected ? "lost" : "noPath" });
  }

  function connected(): void {
    for (const stop of stops.splice(0)) stop();
    const sinceMs = parts.steadyNow();
    const endsAtMs = sinceMs + longestMs;
    show({ phase: { name: "connected", verdict: progress.verdict, endsAtMs } });
    stops.push(
      timers.after(longestMs, () => end({ kind: "time", heard: progress.heard })),
      timers.every(MEASURE_EVERY_MS, () => {
        const sample = { atMs: parts.steadyNow() - sinceMs, mine: mine(), back: back() };
        progress = judge(progress, sample);
        show({
          phase: { name: "connected", verdict: progress.verdict, endsAtMs },
          mine: sample.mine,
          back: sample.back,
        });
      }),
    );
  }

  async function takeMicrophone(choice: DeviceChoice): Promise<void> {
    const captured = await capture.audio(choice);
    if (!("track" in captured)) return;
    if (isOver() || levels === null) {
      captured.track.stop();
      return;
    }
    microphone?.stop();
    microphone = captured.track;
    mine = levels.of(new MediaStream([microphone]));
    // Another microphone is another test.
    progress = NOTHING_YET;
    await sender?.replaceTrack(microphone);
  }

  function failed(caught: unknown): void {
    if (caught instanceof FailureError) end({ kind: "refused", failure: caught.failure });
    else end({ kind: "noPath" });
  }

  return {
    view: () => view,
    subscribe: (listener) => listeners.add(listener),
    choose(change) {
      const choice = { ...view.choice, ...change };
      saveDeviceChoice(choice);
      show({ choice });
      if (change.microphone !== undefined) takeMicrophone(choice).catch(failed);
    },
    devices: () => capture.devices(),
    onDevicesChanged: (listener) => capture.onDevicesChanged(listener),
    run() {
      closed = false;
      // Not at once: in development React mounts everything twice.
      const callOff = timers.after(0, () => void start().catch(failed));
      return () => {
        callOff();
        closed = true;
        release();
      };
    },
  };
}
