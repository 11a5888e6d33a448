/** What the other side of a call sends and says about itself. */
import type { CallControls } from "@/api/frames";

export interface RemoteSide {
  /** For an audio element; `null` until there is a track. */
  sound: MediaStream | null;
  /** For a video element; it stays black until their camera is on. */
  picture: MediaStream | null;
  muted: boolean;
  /** `null` until they said. */
  camera: boolean | null;
}

export const NOTHING_REMOTE: RemoteSide = {
  sound: null,
  picture: null,
  muted: false,
  camera: null,
};

export function withControls(side: RemoteSide, controls: CallControls): RemoteSide {
  return {
    ...side,
    muted: controls.muted ?? side.muted,
    camera: controls.camera ?? side.camera,
  };
}

export function withTrack(side: RemoteSide, track: MediaStreamTrack): RemoteSide {
  const stream = new MediaStream([track]);
  return track.kind === "audio" ? { ...side, sound: stream } : { ...side, picture: stream };
}
