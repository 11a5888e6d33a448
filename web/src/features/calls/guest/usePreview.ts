import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";

import { createListeners } from "@/lib/listeners";
import { createCapture } from "../live/capture";
import { createLocalMedia, type LocalMedia, type LocalState } from "../live/localMedia";

export interface Preview extends LocalState {
  setMuted(muted: boolean): void;
  setCamera(on: boolean): void;
}

/**
 * The microphone and the camera of this page, before the call. They are let go of when the preview goes. `null` until
 * they are asked for.
 */
export function usePreview(camera: boolean): Preview | null {
  const [source] = useState(createSource);
  const begin = useEffectEvent(() => source.begin(camera));
  useEffect(() => {
    begin();
    return () => source.end();
  }, [source]);
  const state = useSyncExternalStore(source.subscribe, source.state);
  if (state === null) return null;
  return { ...state, setMuted: source.setMuted, setCamera: source.setCamera };
}

/** One preview after the other: what was let go of is asked for anew. */
function createSource() {
  const listeners = createListeners<void>();
  let media: LocalMedia | null = null;
  return {
    begin(camera: boolean): void {
      media = createLocalMedia(createCapture());
      media.onChange(() => listeners.tell());
      void media.acquire(camera);
      listeners.tell();
    },
    end(): void {
      media?.stop();
      media = null;
    },
    subscribe: (listener: () => void) => listeners.add(listener),
    state: (): LocalState | null => media?.state() ?? null,
    setMuted: (muted: boolean) => media?.setMuted(muted),
    setCamera: (on: boolean) => void media?.setCamera(on),
  };
}
