import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import classes from "./CheckScreen.module.css";

export interface CameraPictureProps {
  track: MediaStreamTrack;
}

/** What the camera sees, as in a mirror. */
export function CameraPicture({ track }: CameraPictureProps) {
  const { t } = useTranslation("check");
  const ref = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = ref.current;
    if (video === null) return;
    video.srcObject = new MediaStream([track]);
    return () => {
      video.srcObject = null;
    };
  }, [track]);
  return (
    <video
      ref={ref}
      className={classes["picture"]}
      aria-label={t("picture")}
      autoPlay
      muted
      playsInline
    />
  );
}
