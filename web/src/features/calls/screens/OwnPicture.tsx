import { useMemo } from "react";
import { IconCameraRotate } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { IconButton } from "@/ui/IconButton";
import type { CallView } from "../live/callSession";
import { useCallDesk } from "./deskContext";
import { Draggable } from "./Draggable";
import { PictureView } from "./PictureView";
import classes from "./TalkScreen.module.css";
import { useDevices } from "./useDevices";

export interface OwnPictureProps {
  track: MediaStreamTrack;
  call: Pick<CallView, "local">;
  /** In the corner, where it can be dragged away; else as large as its place. */
  corner: boolean;
}

/** One's own picture, as in a mirror, and the way to the other camera. */
export function OwnPicture({ track, call, corner }: OwnPictureProps) {
  const { t } = useTranslation("calls");
  const desk = useCallDesk();
  const stream = useMemo(() => new MediaStream([track]), [track]);
  const cameras = useDevices(true).filter(({ kind }) => kind === "videoinput");
  const picture = (
    <>
      <PictureView
        stream={stream}
        label={t("remote.ownPicture")}
        mirrored={call.local.choice.facing === "user"}
      />
      {cameras.length > 1 && (
        <IconButton
          className={classes["turn"]}
          label={t("controls.switchCamera")}
          icon={<IconCameraRotate size={20} />}
          size={36}
          c="white"
          onClick={() => desk.switchCamera()}
        />
      )}
    </>
  );
  return corner ? <Draggable className={classes["own"]}>{picture}</Draggable> : picture;
}
