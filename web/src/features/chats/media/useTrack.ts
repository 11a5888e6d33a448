import { useStore } from "zustand";

import { useLocalCopy } from "./localCopies";
import { thePlayer, type PlayerState, type Track } from "./player";
import type { ShownFile } from "./shownFile";

export interface TrackControl {
  /** `null` while its bytes cannot be reached. */
  track: Track | null;
  /** Of this track; resting when another one has the player. */
  phase: PlayerState["phase"] | "resting";
  positionMs: number;
  durationMs: number;
  rate: number;
  toggle: () => void;
  /** From 0 to 1. */
  seek: (part: number) => void;
  nextRate: () => void;
}

/** One sound of a message and the page's player. */
export function useTrack(
  file: ShownFile,
  options: { voice: boolean; next: () => Track | null },
): TrackControl {
  const copy = useLocalCopy(file);
  const player = thePlayer();
  const url = copy?.url ?? (file.source.kind === "stored" ? file.source.url : null);
  const key = trackKey(file);
  const mine = useStore(player.store, (state) => (state.key === key ? state : null));
  const rate = useStore(player.store, (state) => state.rate);
  const track: Track | null =
    url === null ? null : { key, url, durationMs: file.durationMs, ...options };
  return {
    track,
    phase: mine?.phase ?? "resting",
    positionMs: mine?.positionMs ?? 0,
    durationMs: mine === null || mine.durationMs === 0 ? (file.durationMs ?? 0) : mine.durationMs,
    rate,
    toggle: () => {
      if (track !== null) player.toggle(track);
    },
    seek: (part) => {
      if (track !== null) player.seek(track, part);
    },
    nextRate: player.nextRate,
  };
}

export function trackKey(file: ShownFile): string {
  return file.source.kind === "stored" ? file.source.fileId : file.source.localId;
}
