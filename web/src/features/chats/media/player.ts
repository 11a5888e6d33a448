/**
 * The one sound of the page: voice messages and music. Another one that begins ends the first.
 * Framework-free; components read `player.store`.
 */
import { createStore } from "zustand/vanilla";

export interface Track {
  /** Of the file. */
  key: string;
  url: string;
  /** What the sender said; the sound's own word replaces it. */
  durationMs: number | null;
  /** Voices may be hurried. */
  voice: boolean;
  /** What follows when it is over. */
  next: () => Track | null;
}

export interface PlayerState {
  key: string | null;
  phase: "loading" | "playing" | "paused" | "failed";
  positionMs: number;
  /** 0 until it is known. */
  durationMs: number;
  /** Of voices. */
  rate: number;
}

export const RATES = [1, 1.5, 2] as const;

export interface Player {
  readonly store: ReturnType<typeof createPlayerStore>;
  /** Begins, goes on, or pauses. */
  toggle(track: Track): void;
  pause(): void;
  /** To a part of the whole, 0 to 1; begins if it is another track. */
  seek(track: Track, part: number): void;
  nextRate(): void;
}

function createPlayerStore() {
  return createStore<PlayerState>(() => ({
    key: null,
    phase: "paused",
    positionMs: 0,
    durationMs: 0,
    rate: 1,
  }));
}

/** `audio` is a parameter for tests. */
export function createPlayer(audio: HTMLAudioElement = new Audio()): Player {
  const store = createPlayerStore();
  let current: Track | null = null;
  let frame = 0;
  audio.preload = "auto";

  function look(): void {
    cancelAnimationFrame(frame);
    const { duration } = audio;
    const said = current?.durationMs ?? 0;
    store.setState({
      positionMs: audio.currentTime * 1000,
      // Recordings of some browsers say "endless" until they have been played through.
      durationMs: Number.isFinite(duration) && duration > 0 ? duration * 1000 : said,
    });
    if (!audio.paused) frame = requestAnimationFrame(look);
  }

  function start(track: Track, part: number): void {
    current = track;
    audio.src = track.url;
    audio.playbackRate = track.voice ? store.getState().rate : 1;
    const durationMs = track.durationMs ?? 0;
    store.setState({ key: track.key, phase: "loading", positionMs: part * durationMs, durationMs });
    if (part > 0) audio.currentTime = (part * durationMs) / 1000;
    play();
  }

  function play(): void {
    const asked = current;
    audio.play().catch((caught: unknown) => {
      // Another track, or a pause, came before this one could begin.
      const isCalledOff = caught instanceof DOMException && caught.name === "AbortError";
      if (asked === current && !isCalledOff) store.setState({ phase: "failed" });
    });
  }

  audio.addEventListener("playing", () => {
    store.setState({ phase: "playing" });
    look();
  });
  audio.addEventListener("pause", () => {
    if (store.getState().phase === "playing") store.setState({ phase: "paused" });
    look();
  });
  audio.addEventListener("seeked", look);
  audio.addEventListener("durationchange", look);
  audio.addEventListener("error", () => {
    if (current !== null) store.setState({ phase: "failed" });
  });
  audio.addEventListener("ended", () => {
    const next = current?.next() ?? null;
    if (next !== null) {
      start(next, 0);
      return;
    }
    current = null;
    store.setState({ key: null, phase: "paused", positionMs: 0 });
  });

  return {
    store,
    toggle(track) {
      const { key, phase } = store.getState();
      if (key !== track.key || phase === "failed") start(track, 0);
      else if (audio.paused) play();
      else audio.pause();
    },
    pause: () => audio.pause(),
    seek(track, part) {
      const { key, durationMs } = store.getState();
      if (key !== track.key) {
        start(track, part);
        return;
      }
      audio.currentTime = (part * durationMs) / 1000;
      look();
      if (audio.paused) play();
    },
    nextRate() {
      const at = RATES.findIndex((rate) => rate === store.getState().rate);
      const rate = RATES[(at + 1) % RATES.length] ?? 1;
      store.setState({ rate });
      if (current?.voice === true) audio.playbackRate = rate;
    },
  };
}

let shared: Player | null = null;

/** The page's player, made with the first sound. */
export function thePlayer(): Player {
  shared ??= createPlayer();
  return shared;
}
