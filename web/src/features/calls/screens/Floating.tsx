import { useEffect, useRef, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";

import { logger } from "@/lib/logger";
import type { CallView } from "../live/callSession";
import { FloatingCall } from "./FloatingCall";
import classes from "./FloatingCall.module.css";
import { FloatingContext, type Floating } from "./floatingContext";
import { openFloatingWindow } from "./floatingWindow";
import type { Person } from "./person";

export interface FloatingProviderProps {
  call: CallView;
  person: Person;
  children: ReactNode;
}

/**
 * Lets a call float above all windows of the computer: as a window of ours where browsers have that,
 * else as the bare picture of the other side. Lives as long as the call is on the screen.
 */
export function FloatingProvider({ call, person, children }: FloatingProviderProps) {
  const [floating, setFloating] = useState<Window | null>(null);
  const [pictureOpen, setPictureOpen] = useState(false);
  const ref = useRef<HTMLVideoElement>(null);
  const picture = pictureOf(call);
  useEffect(() => () => floating?.close(), [floating]);
  useEffect(() => {
    const video = ref.current;
    if (video === null) return;
    video.srcObject = picture;
    const left = () => setPictureOpen(false);
    video.addEventListener("leavepictureinpicture", left);
    return () => video.removeEventListener("leavepictureinpicture", left);
  }, [picture]);

  async function openWindow(): Promise<void> {
    const opened = await openFloatingWindow(() => setFloating(null));
    setFloating(opened);
  }

  async function openPicture(): Promise<void> {
    const video = ref.current;
    if (video === null) return;
    await video.play();
    await video.requestPictureInPicture();
    setPictureOpen(true);
  }

  const value: Floating = {
    isOpen: floating !== null || pictureOpen,
    open:
      "documentPictureInPicture" in window
        ? () => quietly(openWindow())
        : document.pictureInPictureEnabled && picture !== null
          ? () => quietly(openPicture())
          : null,
    close() {
      floating?.close();
      if (pictureOpen) quietly(document.exitPictureInPicture());
    },
  };
  return (
    <FloatingContext value={value}>
      {children}
      {!("documentPictureInPicture" in window) && (
        <video ref={ref} className={classes["hidden"]} muted playsInline aria-hidden />
      )}
      {floating !== null &&
        createPortal(<FloatingCall call={call} person={person} />, floating.document.body)}
    </FloatingContext>
  );
}

/** What they share, or their camera. */
function pictureOf({ remote }: CallView): MediaStream | null {
  if (remote.sharing && remote.screen !== null) return remote.screen;
  return remote.camera === true ? remote.picture : null;
}

/** Refused: the call goes on in the page. */
function quietly(work: Promise<void>): void {
  work.catch((caught: unknown) => {
    logger.warn("no floating call", { reason: caught instanceof Error ? caught.name : "unknown" });
  });
}
