/** What the other side of a call sends and says about itself. */
import type { CallControls } from "@/api/frames";

export interface RemoteSide {
  /** For an audio element; `null` until there is a track. */
  sound: MediaStream | null;
  /** For a video element; it stays black until their camera is on. */
  picture: MediaStream | null;
  /** Their screen, for a video element; it shows nothing while they do not share it. */
  screen: MediaStream | null;
  /** What their screen plays. */
  screenSound: MediaStream | null;
  muted: boolean;
  /** `null` until they said. */
  camera: boolean | null;
  /** They show their screen. */
  sharing: boolean;
  /** They put the call on hold. */
  held: boolean;
}

export const NOTHING_REMOTE: RemoteSide = {
  sound: null,
  picture: null,
  screen: null,
  screenSound: null,
  muted: false,
  camera: null,
  sharing: false,
  held: false,
};

export function withControls(side: RemoteSide, controls: CallControls): RemoteSide {
  return {
    ...side,
    muted: controls.muted ?? side.muted,
    camera: controls.camera ?? side.camera,
    sharing: controls.screen ?? side.sharing,
    held: controls.hold ?? side.held,
  };
}

/** What a track of theirs is: `self` their voice and camera, `screen` what they share. */
export type TrackSource = "self" | "screen";

export function withTrack(
  side: RemoteSide,
  track: MediaStreamTrack,
  source: TrackSource,
): RemoteSide {
  const stream = new MediaStream([track]);
  const isSound = track.kind === "audio";
  if (source === "screen") {
    return isSound ? { ...side, screenSound: stream } : { ...side, screen: stream };
  }
  return isSound ? { ...side, sound: stream } : { ...side, picture: stream };
}

/** When the line is gone: what they said stays, what they sent does not. */
export function withoutTracks(side: RemoteSide): RemoteSide {
  return { ...side, sound: null, picture: null, screen: null, screenSound: null };
}
