/**
 * A voice message in the making: what the button and the bar show, without React. One at a time on
 * the page. The part that records is fetched with the first press.
 */
import { createStore } from "zustand/vanilla";

import type { MicrophoneTrouble, Recorder, RecorderEvents, Recording } from "./recorder";

export type VoicePhase =
  | { phase: "idle" }
  /** The browser may be asking the person for the microphone. `held`: a finger is on the button. */
  | { phase: "starting"; held: boolean }
  | { phase: "recording"; held: boolean }
  /** Recorded; listened to before it is sent. */
  | { phase: "preview"; recording: Recording; url: string; cutOff: boolean }
  | { phase: "trouble"; trouble: MicrophoneTrouble | "tooShort" };

export interface VoiceState {
  now: VoicePhase;
  elapsedMs: number;
  /** The last ones, from 0 to 1. */
  levels: readonly number[];
}

export interface VoiceSession {
  readonly store: ReturnType<typeof createVoiceStore>;
  begin(held: boolean): Promise<void>;
  /** The finger may leave the button. */
  lock(): void;
  /** Ends the recording, to be listened to. */
  stop(): Promise<void>;
  /** The recording as it is; `null` when there is none, or it is too short to mean anything. */
  take(): Promise<Recording | null>;
  cancel(): void;
  /** Forgets what went wrong. */
  dismiss(): void;
}

export type StartRecording = (events: RecorderEvents) => Promise<Recorder>;

/** What is shown of the loudness while it is recorded. */
const SHOWN_LEVELS = 60;
/** A slip of the finger. */
const SHORTEST_MS = 700;

function createVoiceStore() {
  return createStore<VoiceState>(() => ({ now: { phase: "idle" }, elapsedMs: 0, levels: [] }));
}

/** `load` is a parameter for tests. */
export function createVoiceSession(
  load: () => Promise<StartRecording> = async () => (await import("./recorder")).startRecording,
): VoiceSession {
  const store = createVoiceStore();
  let recorder: Recorder | null = null;
  /** Which beginning this is: one that was called off must not come to life later. */
  let attempt = 0;

  function reset(now: VoicePhase): void {
    const before = store.getState().now;
    if (before.phase === "preview") URL.revokeObjectURL(before.url);
    recorder = null;
    attempt += 1;
    store.setState({ now, elapsedMs: 0, levels: [] });
  }

  async function finish(cutOff: boolean): Promise<void> {
    const ending = recorder;
    if (ending === null) return;
    recorder = null;
    const mine = attempt;
    try {
      const recording = await ending.stop();
      if (mine !== attempt) return;
      const url = URL.createObjectURL(recording.blob);
      store.setState({ now: { phase: "preview", recording, url, cutOff } });
    } catch {
      if (mine === attempt) reset({ phase: "trouble", trouble: "failed" });
    }
  }

  return {
    store,
    async begin(held) {
      const { phase } = store.getState().now;
      if (phase !== "idle" && phase !== "trouble") return;
      reset({ phase: "starting", held });
      const mine = attempt;
      try {
        const startRecording = await load();
        const started = await startRecording({
          onLevel(level, elapsedMs) {
            if (mine !== attempt) return;
            const { levels } = store.getState();
            store.setState({ elapsedMs, levels: [...levels, level].slice(-SHOWN_LEVELS) });
          },
          onCutOff() {
            if (mine === attempt) void finish(true);
          },
        });
        if (mine !== attempt) {
          started.cancel();
          return;
        }
        recorder = started;
        const { now } = store.getState();
        const stillHeld = now.phase === "starting" && now.held;
        store.setState({ now: { phase: "recording", held: stillHeld } });
      } catch (caught) {
        if (mine !== attempt) return;
        reset({ phase: "trouble", trouble: troubleIn(caught) });
      }
    },
    lock() {
      const { now } = store.getState();
      if (now.phase === "starting" || now.phase === "recording") {
        store.setState({ now: { ...now, held: false } });
      }
    },
    stop: () => finish(false),
    async take() {
      const { now, elapsedMs } = store.getState();
      if (now.phase === "recording") {
        if (elapsedMs < SHORTEST_MS) {
          recorder?.cancel();
          reset({ phase: "trouble", trouble: "tooShort" });
          return null;
        }
        await finish(false);
      }
      const { now: after } = store.getState();
      if (after.phase !== "preview") return null;
      const { recording } = after;
      reset({ phase: "idle" });
      return recording;
    },
    cancel() {
      recorder?.cancel();
      reset({ phase: "idle" });
    },
    dismiss() {
      if (store.getState().now.phase === "trouble") reset({ phase: "idle" });
    },
  };
}

function troubleIn(caught: unknown): MicrophoneTrouble {
  return caught instanceof Error && "trouble" in caught
    ? (caught.trouble as MicrophoneTrouble)
    : "failed";
}
