import { useRef, useState, type MouseEvent, type PointerEvent } from "react";
import { Button, Group, Text, Title } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { IconButton } from "@/ui/IconButton";
import type { CallView } from "../live/callSession";
import { isTalking } from "../live/phase";
import { useCallSession, useLiveCalls } from "./callsContext";
import { CallTimer } from "./CallTimer";
import { DevicesSheet } from "./DevicesSheet";
import { Notices } from "./Notices";
import { OwnPicture } from "./OwnPicture";
import type { Person } from "./person";
import { PictureView } from "./PictureView";
import { Portrait } from "./Portrait";
import { statusText } from "./statusText";
import { TalkControls } from "./TalkControls";
import classes from "./TalkScreen.module.css";
import { useCallKeys } from "./useCallKeys";
import { useResting } from "./useResting";

export interface TalkScreenProps {
  call: CallView;
  person: Person;
}

/** What covers the screen: their picture, one's own while nobody has answered, or their portrait. */
type Layout = "theirs" | "own" | "voice";

/** A call that goes out or goes on, with or without pictures. */
export function TalkScreen({ call, person }: TalkScreenProps) {
  const { t } = useTranslation("calls");
  const calls = useLiveCalls();
  const session = useCallSession();
  const [devicesOpen, setDevicesOpen] = useState(false);
  const [asksToHangUp, setAsksToHangUp] = useState(false);
  /** The stream that has shown a picture: a camera that is off sends none. */
  const [pictured, setPictured] = useState<MediaStream | null>(null);
  const { camera, microphone } = call.local;
  const ownTrack = camera.status === "on" ? camera.track : null;
  const theyShow = call.remote.picture !== null && call.remote.camera !== false;
  const layout = layoutOf(call, theyShow && pictured === call.remote.picture, ownTrack !== null);
  const isResting = useResting(
    layout === "theirs" && call.phase.name === "connected" && !devicesOpen && !asksToHangUp,
  );
  const woken = useWakingTap(isResting);

  useCallKeys({
    onHangUp: () => session.hangUp(),
    onMute: () => session.setMuted(microphone.status === "on"),
    onCamera: () => session.setCamera(camera.status !== "on"),
    onEscape: () => setAsksToHangUp(!asksToHangUp),
  });

  const status =
    call.phase.name === "connected" && call.answeredAtMs !== null ? (
      <CallTimer sinceMs={call.answeredAtMs} />
    ) : (
      statusText(call, t)
    );

  return (
    <div
      className={classes["root"]}
      data-layout={layout === "voice" ? "voice" : "picture"}
      data-resting={isResting || undefined}
      {...woken}
    >
      {theyShow && (
        <div className={classes["stage"]} data-hidden={layout !== "theirs" || undefined}>
          <PictureView
            stream={call.remote.picture}
            label={t("remote.picture")}
            fit="contain"
            onPicture={() => setPictured(call.remote.picture)}
          />
        </div>
      )}
      {layout === "own" && ownTrack !== null && (
        <div className={classes["stage"]}>
          <OwnPicture track={ownTrack} corner={false} />
        </div>
      )}
      <div className={classes["top"]}>
        <IconButton
          label={t("controls.minimise")}
          icon={<IconChevronDown size={26} />}
          c="inherit"
          onClick={() => calls.setMinimised(true)}
        />
        {layout !== "voice" && (
          <div className={classes["heading"]}>
            <Title order={1} size="h4" className={classes["headingName"]}>
              {person.name}
            </Title>
            <Text component="div" className={classes["headingStatus"]} role="status">
              {status}
            </Text>
          </div>
        )}
      </div>
      <Notices call={call} />
      <div className={classes["middle"]}>
        {layout === "voice" && (
          <Portrait person={person} status={status} ringing={isRinging(call)} />
        )}
      </div>
      {layout !== "own" && ownTrack !== null && <OwnPicture track={ownTrack} corner />}
      <div className={classes["controls"]}>
        <TalkControls call={call} onDevices={() => setDevicesOpen(true)} />
      </div>
      {asksToHangUp && (
        <HangUpQuestion onStay={() => setAsksToHangUp(false)} onHangUp={() => session.hangUp()} />
      )}
      <DevicesSheet call={call} opened={devicesOpen} onClose={() => setDevicesOpen(false)} />
    </div>
  );
}

function layoutOf(call: CallView, theirPicture: boolean, ownPicture: boolean): Layout {
  if (isTalking(call.phase) && theirPicture) return "theirs";
  return call.phase.name === "outgoing" && ownPicture ? "own" : "voice";
}

function isRinging({ phase }: CallView): boolean {
  return phase.name === "outgoing" && phase.stage === "ringing";
}

/** A tap on resting controls only wakes them: nobody hangs up through an invisible button. */
function useWakingTap(isResting: boolean) {
  const began = useRef(false);
  return {
    onPointerDownCapture: (event: PointerEvent) => {
      // A mouse has moved before it presses, and so has woken them already.
      began.current = isResting && event.pointerType !== "mouse";
    },
    onClickCapture: (event: MouseEvent) => {
      if (!began.current) return;
      began.current = false;
      event.stopPropagation();
      event.preventDefault();
    },
  };
}

interface HangUpQuestionProps {
  onStay: () => void;
  onHangUp: () => void;
}

function HangUpQuestion({ onStay, onHangUp }: HangUpQuestionProps) {
  const { t } = useTranslation("calls");
  return (
    <div className={classes["question"]}>
      <div className={classes["card"]} role="alertdialog" aria-label={t("hangUpQuestion.title")}>
        <Title order={2} size="h3" mb="md">
          {t("hangUpQuestion.title")}
        </Title>
        <Group grow>
          <Button variant="default" size="md" px="xs" onClick={onStay} autoFocus>
            {t("hangUpQuestion.stay")}
          </Button>
          <Button color="red" size="md" px="xs" onClick={onHangUp}>
            {t("controls.hangUp")}
          </Button>
        </Group>
      </div>
    </div>
  );
}
