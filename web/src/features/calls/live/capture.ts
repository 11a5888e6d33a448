/**
 * The browser's microphones and cameras. Each kind counts for itself: without a camera there is
 * sound, without a microphone one can listen.
 */
import type { DeviceChoice } from "./deviceChoice";

/** Why there is no sound or picture of this person. `insecure`: the page did not come by HTTPS. */
export type CaptureProblem = "denied" | "missing" | "busy" | "insecure";

export type Captured = { track: MediaStreamTrack } | { problem: CaptureProblem };

export interface CapturedBoth {
  audio: Captured;
  /** `null` when no picture was asked for. */
  video: Captured | null;
}

export interface Capture {
  /** Whether the browser would ask the person now. */
  wouldAsk(video: boolean): Promise<boolean>;
  /** Sound and, if asked for, picture: with a single question of the browser. */
  both(video: boolean, choice: DeviceChoice): Promise<CapturedBoth>;
  audio(choice: DeviceChoice): Promise<Captured>;
  video(choice: DeviceChoice): Promise<Captured>;
  devices(): Promise<MediaDeviceInfo[]>;
  onDevicesChanged(listener: () => void): () => void;
}

export function createCapture(
  media: MediaDevices | undefined = globalThis.navigator?.mediaDevices,
  permissions: Permissions | undefined = globalThis.navigator?.permissions,
): Capture {
  if (media === undefined) return NOTHING_TO_CAPTURE;
  const source = media;

  async function one(constraints: MediaStreamConstraints): Promise<Captured> {
    try {
      const stream = await source.getUserMedia(constraints);
      const track = stream.getTracks()[0];
      return track === undefined ? { problem: "missing" } : { track };
    } catch (caught) {
      return { problem: problemOf(caught) };
    }
  }

  /** The chosen device may be unplugged: then any. */
  async function chosenOrAny(
    constraintsFor: (choice: DeviceChoice) => MediaStreamConstraints,
    choice: DeviceChoice,
    chosen: string | null,
  ): Promise<Captured> {
    const first = await one(constraintsFor(choice));
    const isGone = "problem" in first && first.problem === "missing";
    if (!isGone || chosen === null) return first;
    return one(constraintsFor({ ...choice, microphone: null, camera: null }));
  }

  const audio = (choice: DeviceChoice) =>
    chosenOrAny((c) => ({ audio: audioConstraints(c) }), choice, choice.microphone);
  const video = (choice: DeviceChoice) =>
    chosenOrAny((c) => ({ video: videoConstraints(c) }), choice, choice.camera);

  return {
    async wouldAsk(withVideo) {
      const names = withVideo ? ["microphone", "camera"] : ["microphone"];
      for (const name of names) {
        if ((await permissionOf(permissions, name)) === "prompt") return true;
      }
      return false;
    },
    async both(withVideo, choice) {
      if (!withVideo) return { audio: await audio(choice), video: null };
      try {
        const stream = await source.getUserMedia({
          audio: audioConstraints(choice),
          video: videoConstraints(choice),
        });
        return {
          audio: captured(stream.getAudioTracks()[0]),
          video: captured(stream.getVideoTracks()[0]),
        };
      } catch {
        // One of the two is missing, busy or forbidden: find out which, and take the other.
        return { audio: await audio(choice), video: await video(choice) };
      }
    },
    audio,
    video,
    async devices() {
      try {
        return await source.enumerateDevices();
      } catch {
        return [];
      }
    },
    onDevicesChanged(listener) {
      source.addEventListener("devicechange", listener);
      return () => source.removeEventListener("devicechange", listener);
    },
  };
}

function audioConstraints(choice: DeviceChoice): MediaTrackConstraints {
  return {
    echoCancellation: true,
    noiseSuppression: choice.noiseSuppression,
    autoGainControl: true,
    ...(choice.microphone === null ? {} : { deviceId: { exact: choice.microphone } }),
  };
}

function videoConstraints(choice: DeviceChoice): MediaTrackConstraints {
  const size =
    choice.picture === "saving"
      ? { width: { ideal: 320 }, height: { ideal: 180 }, frameRate: { ideal: 15, max: 15 } }
      : { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
  return choice.camera === null
    ? { ...size, facingMode: choice.facing }
    : { ...size, deviceId: { exact: choice.camera } };
}

function captured(track: MediaStreamTrack | undefined): Captured {
  return track === undefined ? { problem: "missing" } : { track };
}

/** The names of `getUserMedia`'s refusals, Media Capture and Streams section 10.2. */
function problemOf(caught: unknown): CaptureProblem {
  const name = caught instanceof Error ? caught.name : "";
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "missing";
  }
}

/** Browsers that cannot tell are taken to ask. */
async function permissionOf(
  permissions: Permissions | undefined,
  name: string,
): Promise<PermissionState> {
  if (permissions === undefined) return "prompt";
  try {
    return (await permissions.query({ name: name as PermissionName })).state;
  } catch {
    return "prompt";
  }
}

const INSECURE: Captured = { problem: "insecure" };

const NOTHING_TO_CAPTURE: Capture = {
  wouldAsk: () => Promise.resolve(false),
  both: (video) => Promise.resolve({ audio: INSECURE, video: video ? INSECURE : null }),
  audio: () => Promise.resolve(INSECURE),
  video: () => Promise.resolve(INSECURE),
  devices: () => Promise.resolve([]),
  onDevicesChanged: () => () => undefined,
};
