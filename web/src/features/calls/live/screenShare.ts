/**
 * Showing one's screen: what the browser gives, until it is stopped here, in the browser's own bar,
 * or by closing the window that is shown.
 */
import { createListeners } from "@/lib/listeners";

export type ScreenState =
  /** The browser cannot: phones, and old ones. */
  | { status: "unavailable" }
  | { status: "off" }
  /** The browser asks which window. */
  | { status: "asking" }
  | { status: "on"; hasSound: boolean }
  /** `system`: the operating system does not let the browser. */
  | { status: "failed"; problem: "system" | "other" };

export interface ScreenTracks {
  picture: MediaStreamTrack | null;
  sound: MediaStreamTrack | null;
}

export const NO_SCREEN: ScreenTracks = { picture: null, sound: null };

export interface ScreenShare {
  state(): ScreenState;
  tracks(): ScreenTracks;
  /** Asks for a window. Never throws: problems are in the state. */
  start(): Promise<void>;
  stop(): void;
  /** What the screen plays is not shared any more, now or later; the picture goes on. */
  dropSound(): void;
  /** The state changed, and with it perhaps the tracks. */
  onChange(listener: () => void): () => void;
  /** The call is over. */
  dispose(): void;
}

type Display = (options: DisplayMediaStreamOptions) => Promise<MediaStream>;

/** `null` where a page cannot ask for a screen. */
export function browserDisplay(
  media: MediaDevices | undefined = globalThis.navigator?.mediaDevices,
): Display | null {
  if (media === undefined || !("getDisplayMedia" in media)) return null;
  return (options) => media.getDisplayMedia(options);
}

/** Texts and slides want sharp pictures more than many of them; films still move. */
const OPTIONS: DisplayMediaStreamOptions & { systemAudio: string; surfaceSwitching: string } = {
  video: { frameRate: { ideal: 15, max: 30 } },
  // The voice of the call itself must not come back to the one who speaks.
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  systemAudio: "include",
  surfaceSwitching: "include",
};

export interface ScreenShareOptions {
  /** Whether what the screen plays is shared too, where the browser can. `true` by default. */
  sound?: boolean;
}

export function createScreenShare(
  display: Display | null,
  { sound = true }: ScreenShareOptions = {},
): ScreenShare {
  let withSound = sound;
  const listeners = createListeners<void>();
  let tracks: ScreenTracks = NO_SCREEN;
  let state: ScreenState = { status: display === null ? "unavailable" : "off" };
  let disposed = false;

  function set(next: ScreenState): void {
    state = next;
    listeners.tell();
  }

  function letGo(): void {
    for (const track of [tracks.picture, tracks.sound]) {
      if (track === null) continue;
      track.onended = null;
      track.stop();
    }
    tracks = NO_SCREEN;
  }

  function stop(): void {
    if (state.status !== "on") return;
    letGo();
    set({ status: "off" });
  }

  function adopt(stream: MediaStream): void {
    const picture = stream.getVideoTracks()[0] ?? null;
    const heard = stream.getAudioTracks()[0] ?? null;
    // Asked for before the call took others in.
    if (!withSound) heard?.stop();
    const sound = withSound ? heard : null;
    if (disposed || picture === null) {
      for (const track of stream.getTracks()) track.stop();
      if (!disposed) set({ status: "failed", problem: "other" });
      return;
    }
    picture.contentHint = "detail";
    picture.onended = stop;
    tracks = { picture, sound };
    set({ status: "on", hasSound: sound !== null });
  }

  return {
    state: () => state,
    tracks: () => tracks,
    async start() {
      if (display === null || state.status === "on" || state.status === "asking") return;
      set({ status: "asking" });
      try {
        adopt(await display(withSound ? OPTIONS : { video: OPTIONS.video ?? true, audio: false }));
      } catch (caught) {
        if (!disposed) set(refusal(caught));
      }
    },
    stop,
    dropSound() {
      withSound = false;
      if (tracks.sound === null) return;
      tracks.sound.stop();
      tracks = { ...tracks, sound: null };
      set({ status: "on", hasSound: false });
    },
    onChange: (listener) => listeners.add(listener),
    dispose() {
      disposed = true;
      letGo();
    },
  };
}

/** To change one's mind in the browser's question is no failure. */
function refusal(caught: unknown): ScreenState {
  const name = caught instanceof Error ? caught.name : "";
  const bySystem = caught instanceof Error && /system/i.test(caught.message);
  if (name === "NotAllowedError" && !bySystem) return { status: "off" };
  return { status: "failed", problem: bySystem ? "system" : "other" };
}
