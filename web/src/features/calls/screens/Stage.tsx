import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { CallView } from "../live/callSession";
import { isTalking } from "../live/phase";
import { Draggable } from "./Draggable";
import { OwnPicture } from "./OwnPicture";
import { PictureView } from "./PictureView";
import classes from "./TalkScreen.module.css";

/**
 * What covers the screen: what they share, their picture, one's own while nobody has answered, or
 * their portrait.
 */
export type Layout = "screen" | "theirs" | "own" | "voice";

export interface StageView {
  layout: Layout;
  theirs: MediaStream | null;
  screen: MediaStream | null;
  own: MediaStreamTrack | null;
  onPicture: (stream: MediaStream) => void;
}

/** Which pictures there are to show now. A camera that is off sends none, whatever was agreed. */
export function useStage(call: CallView): StageView {
  const [pictured, setPictured] = useState<readonly MediaStream[]>([]);
  const { camera } = call.local;
  const { remote } = call;
  const isHeld = call.held || remote.held;
  const shows = isTalking(call.phase) && !isHeld;
  const theirs = shows && remote.camera !== false ? remote.picture : null;
  const screen = shows && remote.sharing ? remote.screen : null;
  const own = camera.status === "on" && !isHeld ? camera.track : null;
  function layout(): Layout {
    if (screen !== null && pictured.includes(screen)) return "screen";
    if (theirs !== null && pictured.includes(theirs)) return "theirs";
    return call.phase.name === "outgoing" && own !== null ? "own" : "voice";
  }
  return {
    layout: layout(),
    theirs,
    screen,
    own,
    // The last two: their camera and their screen.
    onPicture: (stream) => setPictured((before) => [...before.slice(-1), stream]),
  };
}

/** The large picture, and the small ones in the corners. */
export function Stage({ view, call }: { view: StageView; call: CallView }) {
  const { t } = useTranslation("calls");
  const { layout, theirs, screen, own, onPicture } = view;
  const theirPicture = theirs !== null && (
    <PictureView
      stream={theirs}
      label={t("remote.picture")}
      fit={layout === "screen" ? "cover" : "contain"}
      onPicture={() => onPicture(theirs)}
    />
  );
  return (
    <>
      {screen !== null && (
        <div className={classes["stage"]} data-hidden={layout !== "screen" || undefined}>
          <PictureView
            stream={screen}
            label={t("remote.screen")}
            fit="contain"
            onPicture={() => onPicture(screen)}
          />
        </div>
      )}
      {layout === "screen" ? (
        theirPicture !== false && (
          <Draggable className={classes["theirs"]}>{theirPicture}</Draggable>
        )
      ) : (
        <div className={classes["stage"]} data-hidden={layout !== "theirs" || undefined}>
          {theirPicture}
        </div>
      )}
      {layout === "own" && own !== null && (
        <div className={classes["stage"]}>
          <OwnPicture track={own} corner={false} call={call} />
        </div>
      )}
      {layout !== "own" && own !== null && <OwnPicture track={own} corner call={call} />}
    </>
  );
}
