import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { Draggable } from "./Draggable";
import { PictureView } from "./PictureView";
import classes from "./TalkScreen.module.css";

export interface OwnPictureProps {
  track: MediaStreamTrack;
  /** In the corner, where it can be dragged away; else as large as its place. */
  corner: boolean;
}

/** One's own picture, as in a mirror. */
export function OwnPicture({ track, corner }: OwnPictureProps) {
  const { t } = useTranslation("calls");
  const stream = useMemo(() => new MediaStream([track]), [track]);
  const picture = <PictureView stream={stream} label={t("remote.ownPicture")} mirrored />;
  return corner ? <Draggable className={classes["own"]}>{picture}</Draggable> : picture;
}
