/** What this person sends in a call: the microphone and the camera, and switching them. */
import { createListeners } from "@/lib/listeners";
import { nextCamera } from "./cameraSwitch";
import type { Capture, Captured, CaptureProblem } from "./capture";
import {
  readDeviceChoice,
  rememberPermissionExplained,
  saveDeviceChoice,
  wasPermissionExplained,
  type DeviceChoice,
} from "./deviceChoice";

export type MicrophoneState =
  | { status: "waiting" }
  | { status: "on"; track: MediaStreamTrack }
  | { status: "muted" }
  | { status: "absent"; problem: CaptureProblem };

export type CameraState =
  | { status: "off" }
  | { status: "starting" }
  | { status: "on"; track: MediaStreamTrack }
  | { status: "absent"; problem: CaptureProblem };

export interface LocalState {
  microphone: MicrophoneState;
  camera: CameraState;
  choice: DeviceChoice;
}

export type TrackKind = "audio" | "video";

export interface LocalMedia {
  state(): LocalState;
  track(kind: TrackKind): MediaStreamTrack | null;
  /** Whether the browser would ask the person now. */
  wouldAsk(video: boolean): Promise<boolean>;
  /** Whether to explain the browser's question before it comes. */
  needsExplaining(video: boolean): Promise<boolean>;
  /** Starts the microphone and, if wanted, the camera. Never throws: problems are in the state. */
  acquire(video: boolean): Promise<void>;
  setMuted(muted: boolean): void;
  setCamera(on: boolean): Promise<void>;
  /** Takes another device, now and in later calls. */
  choose(choice: Partial<DeviceChoice>): Promise<void>;
  /** Takes another device in this call only. */
  useFor(choice: Partial<DeviceChoice>): Promise<void>;
  /** The other side of a phone, or the next camera; stays as it is where there is only one. */
  switchCamera(): Promise<void>;
  /** Asks for the microphone again, after it was forbidden or unplugged. */
  retryMicrophone(): Promise<void>;
  /** The state changed. */
  onChange(listener: () => void): () => void;
  /** Another track, or none, is to be sent from now on. */
  onTrack(listener: (kind: TrackKind) => void): () => void;
  /** Switches everything off for good. */
  stop(): void;
}

export function createLocalMedia(capture: Capture): LocalMedia {
  const changes = createListeners<void>();
  const trackChanges = createListeners<TrackKind>();
  const tracks: Record<TrackKind, MediaStreamTrack | null> = { audio: null, video: null };
  let state: LocalState = {
    microphone: { status: "waiting" },
    camera: { status: "off" },
    choice: readDeviceChoice(),
  };
  let muted = state.choice.pushToTalk;
  let wantsCamera = false;
  let stopped = false;
  /** Several changes may come together: only the latest request for a kind counts. */
  const requests: Record<TrackKind, number> = { audio: 0, video: 0 };

  function set(next: Partial<LocalState>): void {
    state = { ...state, ...next };
    changes.tell();
  }

  function send(kind: TrackKind, track: MediaStreamTrack | null): void {
    const previous = tracks[kind];
    tracks[kind] = track;
    if (previous !== null && previous !== track) {
      previous.onended = null;
      previous.stop();
    }
    if (track !== null) track.onended = () => trackEnded(kind, track);
    trackChanges.tell(kind);
  }

  /** Unplugged, or taken away by the system: try another device of the kind. */
  function trackEnded(kind: TrackKind, track: MediaStreamTrack): void {
    if (stopped || tracks[kind] !== track) return;
    if (kind === "audio") void startMicrophone();
    else void startCamera();
  }

  function microphoneOf(track: MediaStreamTrack): MicrophoneState {
    return muted ? { status: "muted" } : { status: "on", track };
  }

  function adoptAudio(result: Captured): void {
    if ("track" in result) {
      result.track.enabled = !muted;
      send("audio", result.track);
      set({ microphone: microphoneOf(result.track) });
    } else {
      send("audio", null);
      set({ microphone: { status: "absent", problem: result.problem } });
    }
  }

  function adoptVideo(result: Captured): void {
    if ("track" in result) {
      // For a face the flow of movement matters more than the sharpness of each picture.
      result.track.contentHint = "motion";
      send("video", result.track);
      set({ camera: { status: "on", track: result.track } });
    } else {
      send("video", null);
      set({ camera: { status: "absent", problem: result.problem } });
    }
  }

  /** Stops what came too late; else says that the request still counts. */
  function counts(kind: TrackKind, request: number, result: Captured): boolean {
    if (!stopped && request === requests[kind]) return true;
    if ("track" in result) result.track.stop();
    return false;
  }

  async function startMicrophone(): Promise<void> {
    const request = (requests.audio += 1);
    const result = await capture.audio(state.choice);
    if (counts("audio", request, result)) adoptAudio(result);
  }

  async function startCamera(): Promise<void> {
    const request = (requests.video += 1);
    if (tracks.video === null) set({ camera: { status: "starting" } });
    const result = await capture.video(state.choice);
    if (!counts("video", request, result)) return;
    if (wantsCamera) adoptVideo(result);
    else if ("track" in result) result.track.stop();
  }

  async function take(choice: Partial<DeviceChoice>): Promise<void> {
    set({ choice: { ...state.choice, ...choice } });
    // A microphone that is absent is not asked for again because of its noise.
    const cleaner = choice.noiseSuppression !== undefined && tracks.audio !== null;
    if (choice.microphone !== undefined || cleaner) await startMicrophone();
    const picture = [choice.camera, choice.picture, choice.facing].some((it) => it !== undefined);
    if (picture && wantsCamera) await startCamera();
  }

  function stopCamera(): void {
    requests.video += 1;
    send("video", null);
    set({ camera: { status: "off" } });
  }

  return {
    state: () => state,
    track: (kind) => tracks[kind],
    wouldAsk: (video) => capture.wouldAsk(video),
    async needsExplaining(video) {
      return !wasPermissionExplained() && (await capture.wouldAsk(video));
    },
    async acquire(video) {
      wantsCamera = video;
      const audioRequest = (requests.audio += 1);
      const videoRequest = (requests.video += 1);
      if (video) set({ camera: { status: "starting" } });
      const result = await capture.both(video, state.choice);
      if ("track" in result.audio) rememberPermissionExplained();
      if (counts("audio", audioRequest, result.audio)) adoptAudio(result.audio);
      if (result.video === null) return;
      if (counts("video", videoRequest, result.video)) adoptVideo(result.video);
    },
    setMuted(next) {
      muted = next;
      if (tracks.audio === null) return;
      tracks.audio.enabled = !next;
      set({ microphone: microphoneOf(tracks.audio) });
    },
    async setCamera(on) {
      wantsCamera = on;
      if (on) await startCamera();
      else stopCamera();
    },
    async choose(choice) {
      saveDeviceChoice({ ...readDeviceChoice(), ...choice });
      await take(choice);
    },
    useFor: take,
    async switchCamera() {
      const track = tracks.video;
      if (track === null) return;
      const before = state.choice;
      const next = nextCamera(await capture.devices(), track.getSettings());
      if (next === null || tracks.video !== track) return;
      // Many phones cannot run two cameras at once: the one in use is let go first.
      track.stop();
      await take(next);
      if (state.camera.status === "absent")
        await take({ camera: before.camera, facing: before.facing });
    },
    retryMicrophone: startMicrophone,
    onChange: (listener) => changes.add(listener),
    onTrack: (listener) => trackChanges.add(listener),
    stop() {
      stopped = true;
      send("audio", null);
      send("video", null);
    },
  };
}
