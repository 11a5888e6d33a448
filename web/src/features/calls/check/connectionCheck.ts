/**
 * One run of the check: asks the probes, one relay after another so that they do not take each other's bandwidth, and
 * gathers what they find. A probe that fails spoils no other.
 */
import { createListeners } from "@/lib/listeners";
import type { Timers } from "@/lib/timers";
import { iceWays, relayWays } from "./iceUrls";
import { natKind, stunFinding } from "./outerAddress";
import type { CheckProbes } from "./probes";
import type { Findings, RelayFinding } from "./verdicts";

export interface CheckView {
  /** Nothing is looked at before the person asks for it. */
  started: boolean;
  findings: Findings;
  /** The microphone's loudness now, 0 to 1; `null` while it is off. */
  level: number | null;
  /** The loudest so far. */
  peak: number;
  camera: MediaStreamTrack | null;
}

export interface ConnectionCheck {
  view(): CheckView;
  subscribe(listener: () => void): () => void;
  /** Begins, or begins anew. */
  start(): void;
  playTone(): void;
  /** What the person says of the tone. */
  heard(heard: boolean): void;
  /** Switches everything off. */
  dispose(): void;
}

export interface ConnectionCheckParts {
  probes: CheckProbes;
  timers: Timers;
}

/** Louder than a quiet room: somebody speaks. */
export const SPEECH_LEVEL = 0.02;
/** So long one is asked to say something; heard later, it counts all the same. */
export const SPEAK_WITHIN_MS = 8_000;

const NOTHING: CheckView = { started: false, findings: {}, level: null, peak: 0, camera: null };

export function createConnectionCheck({ probes, timers }: ConnectionCheckParts): ConnectionCheck {
  const listeners = createListeners<void>();
  let view = NOTHING;
  let run: Run | null = null;

  function set(change: Partial<CheckView>): void {
    view = { ...view, ...change };
    listeners.tell();
  }

  function find(of: Run, found: Findings): void {
    if (of.signal.aborted) return;
    set({ findings: { ...view.findings, ...found } });
  }

  function start(): void {
    run?.end();
    const next = createRun();
    run = next;
    set({ ...NOTHING, started: true });
    void devices(next);
    void socket(next);
    void network(next);
  }

  async function devices(of: Run): Promise<void> {
    const { audio, video } = await probes.capture();
    for (const one of [audio, video]) {
      if (one !== null && "track" in one) of.atEnd(() => one.track.stop());
    }
    if (of.signal.aborted) return;
    if ("problem" in audio) find(of, { microphone: audio });
    else listen(of, audio.track);
    if (video === null) return;
    if ("problem" in video) {
      find(of, { camera: video });
      return;
    }
    set({ camera: video.track });
    find(of, { camera: await probes.look(video.track, of.signal) });
  }

  function listen(of: Run, track: MediaStreamTrack): void {
    const stop = probes.listen(track, (level) => {
      if (of.signal.aborted) return;
      set({ level, peak: Math.max(view.peak, level) });
      if (level >= SPEECH_LEVEL && !isHeard()) find(of, { microphone: { heard: true } });
    });
    of.atEnd(stop);
    of.atEnd(
      timers.after(SPEAK_WITHIN_MS, () => {
        if (!isHeard()) find(of, { microphone: { heard: false } });
      }),
    );
  }

  function isHeard(): boolean {
    const { microphone } = view.findings;
    return microphone !== undefined && "heard" in microphone && microphone.heard;
  }

  async function socket(of: Run): Promise<void> {
    find(of, { socket: await probes.socket() });
  }

  async function network(of: Run): Promise<void> {
    const servers = await probes.iceServers();
    if (of.signal.aborted) return;
    if (servers === null) {
      const problem = { problem: "noList" } as const;
      find(of, { stun: problem, nat: "unknown", udp: problem, tcp: problem, tls: problem });
      return;
    }
    const ways = iceWays(servers);
    const gathering = probes.gather(ways.stun, of.signal);
    for (const way of relayWays) {
      const server = ways.relay[way];
      const found: RelayFinding =
        server === null ? { problem: "notOffered" } : await probes.relay(server, of.signal);
      find(of, { [way]: found });
      if (way !== "udp") continue;
      const gathered = await gathering;
      const stun = stunFinding(gathered, "figures" in found);
      find(of, { stun, nat: natKind(gathered, stun) });
    }
  }

  return {
    view: () => view,
    subscribe: (listener) => listeners.add(listener),
    start,
    playTone() {
      const of = run;
      void probes.playTone().then((played) => {
        if (of !== null) find(of, { speaker: played ? "asked" : "blocked" });
      });
    },
    heard(heard) {
      if (run !== null) find(run, { speaker: heard ? "heard" : "notHeard" });
    },
    dispose() {
      run?.end();
      run = null;
      set({ level: null, camera: null });
    },
  };
}

/** One go, with what must be switched off after it. */
interface Run {
  readonly signal: AbortSignal;
  /** At once when the run is over already. */
  atEnd(stop: () => void): void;
  end(): void;
}

function createRun(): Run {
  const over = new AbortController();
  return {
    signal: over.signal,
    atEnd(stop) {
      if (over.signal.aborted) stop();
      else over.signal.addEventListener("abort", stop, { once: true });
    },
    end: () => over.abort(),
  };
}
