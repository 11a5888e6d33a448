import { useEffect, useRef, useState } from "react";

import classes from "./PictureView.module.css";

export interface PictureViewProps {
  /** What to show; without it nothing is. */
  stream: MediaStream | null;
  /** The accessible name. */
  label: string;
  /** As in a mirror: for one's own picture. `false` by default. */
  mirrored?: boolean;
  /** `contain` shows all of it, `cover` fills the place. `cover` by default. */
  fit?: "cover" | "contain";
  /** Hears when the first picture is there. */
  onPicture?: () => void;
}

/** A video without sound: the sound has an element of its own, which stays when this one goes. */
export function PictureView({
  stream,
  label,
  mirrored = false,
  fit = "cover",
  onPicture,
}: PictureViewProps) {
  const ref = useRef<HTMLVideoElement>(null);
  const [isEmpty, setEmpty] = useState(true);
  useEffect(() => {
    const video = ref.current;
    if (video === null) return;
    video.srcObject = stream;
    // Interrupted by the next stream, or not allowed yet: the element tries again by itself.
    if (stream !== null) video.play().catch(() => undefined);
  }, [stream]);
  return (
    <video
      ref={ref}
      className={classes["video"]}
      data-mirrored={mirrored || undefined}
      data-fit={fit}
      data-empty={isEmpty || undefined}
      aria-label={label}
      autoPlay
      playsInline
      muted
      onLoadedData={() => {
        setEmpty(false);
        onPicture?.();
      }}
    />
  );
}
