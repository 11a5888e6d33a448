import { useRef, useState, type MouseEvent, type PointerEvent } from "react";
import { Button, Group, Text, Title } from "@mantine/core";
import { IconChevronDown, IconPlayerPlay } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useIsSimple } from "@/hooks/simpleMode";
import { IconButton } from "@/ui/IconButton";
import { AddToCall } from "../group/AddToCall";
import type { CallView } from "../live/callSession";
import { useCallSession, useLiveCalls } from "./callsContext";
import { CallStatus } from "./CallStatus";
import { MoreSheet } from "./MoreSheet";
import { Notices } from "./Notices";
import type { Person } from "./person";
import { Portrait } from "./Portrait";
import { QualityButton } from "./QualityButton";
import { Stage, useStage } from "./Stage";
import { TalkControls } from "./TalkControls";
import classes from "./TalkScreen.module.css";
import { useCallKeys } from "./useCallKeys";
import { useResting } from "./useResting";

export interface TalkScreenProps {
  call: CallView;
  person: Person;
}

/** A call that goes out or goes on, with or without pictures. */
export function TalkScreen({ call, person }: TalkScreenProps) {
  const { t } = useTranslation("calls");
  const calls = useLiveCalls();
  const session = useCallSession();
  const isSimple = useIsSimple();
  const [moreOpen, setMoreOpen] = useState(false);
  const [addOpen, setAddOpen] = useState(false);
  const [asksToHangUp, setAsksToHangUp] = useState(false);
  const { camera, microphone } = call.local;
  const stage = useStage(call);
  const { layout } = stage;
  const isWatching = layout === "theirs" || layout === "screen";
  const isResting = useResting(
    isWatching && call.phase.name === "connected" && !moreOpen && !addOpen && !asksToHangUp,
  );
  const woken = useWakingTap(isResting);

  useCallKeys({
    onHangUp: () => session.hangUp(),
    onMute: () => session.setMuted(microphone.status === "on"),
    onCamera: () => session.setCamera(camera.status !== "on"),
    onScreen: () => session.shareScreen(call.screen.status !== "on"),
    onHold: () => session.setHold(!call.held),
    onEscape: () => setAsksToHangUp(!asksToHangUp),
  });

  const status = <CallStatus call={call} />;

  return (
    <div
      className={classes["root"]}
      data-layout={layout === "voice" ? "voice" : "picture"}
      data-resting={isResting || undefined}
      {...woken}
    >
      <Stage view={stage} call={call} />
      <div className={classes["top"]}>
        {!isSimple && (
          <IconButton
            label={t("controls.minimise")}
            icon={<IconChevronDown size={26} />}
            c="inherit"
            onClick={() => calls.setMinimised(true)}
          />
        )}
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
        <span className={classes["spacer"]} />
        {!isSimple && <QualityButton call={call} />}
      </div>
      <Notices call={call} />
      <div className={classes["middle"]}>
        {layout === "voice" && (
          <Portrait person={person} status={status} ringing={isRinging(call)}>
            {call.held && (
              <Button
                size="lg"
                leftSection={<IconPlayerPlay size={22} />}
                onClick={() => session.setHold(false)}
              >
                {t("hold.resume")}
              </Button>
            )}
          </Portrait>
        )}
      </div>
      <div className={classes["controls"]}>
        <TalkControls call={call} onMore={() => setMoreOpen(true)} />
      </div>
      {asksToHangUp && (
        <HangUpQuestion onStay={() => setAsksToHangUp(false)} onHangUp={() => session.hangUp()} />
      )}
      <MoreSheet
        call={call}
        opened={moreOpen}
        onClose={() => setMoreOpen(false)}
        onAdd={() => setAddOpen(true)}
      />
      <AddToCall
        opened={addOpen}
        onClose={() => setAddOpen(false)}
        chatId={call.chatId}
        taken={new Set([call.peerId])}
        onAdd={session.invite}
      />
    </div>
  );
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
