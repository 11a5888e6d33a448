import { ActionIcon, FocusTrap, Paper, Portal, Text, Title } from "@mantine/core";
import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconVideo,
  IconVideoOff,
  IconX,
} from "@tabler/icons-react";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

import type { ChatId } from "@/api/types";
import { useChat } from "@/hooks/chats";
import { useFailureText } from "@/hooks/failureText";
import { useMe } from "@/hooks/session";
import overlay from "../screens/CallOverlay.module.css";
import bar from "../screens/controlBar.module.css";
import { PictureView } from "../screens/PictureView";
import { RemoteSound } from "../screens/RemoteSound";
import { RoundButton } from "../screens/RoundButton";
import type { GroupCall, GroupEnd, GroupView } from "./groupCall";
import classes from "./GroupScreen.module.css";
import { GroupTile } from "./GroupTile";

export interface GroupScreenProps {
  call: GroupCall;
  chatId: ChatId;
  /** Shown as a small bar, so that the rest can be used. */
  minimised: boolean;
  onMinimise: (minimised: boolean) => void;
  onClose: () => void;
}

/** A call in a group, from coming in to its end. */
export function GroupScreen({ call, chatId, minimised, onMinimise, onClose }: GroupScreenProps) {
  const { t } = useTranslation("calls");
  const view = useSyncExternalStore(call.subscribe, call.view);
  const { phase } = view;
  const title = useChat(chatId)?.title ?? t("group.title");
  const hasLeft = phase.name === "over" && phase.because.kind === "left";
  useEffect(() => {
    if (hasLeft) onClose();
  }, [hasLeft, onClose]);
  const isSmall = minimised && phase.name !== "over";
  return (
    <Portal>
      {isSmall ? (
        <SmallBar call={call} title={title} view={view} onExpand={() => onMinimise(false)} />
      ) : (
        <FocusTrap active>
          <div
            className={overlay["overlay"]}
            role="dialog"
            aria-modal="true"
            aria-label={t("group.screen", { name: title })}
            data-group-call={phase.name}
          >
            <span className={overlay["focus"]} tabIndex={-1} data-autofocus />
            <header className={classes["header"]}>
              <span className={classes["words"]}>
                <Title order={1} size="h4" lineClamp={1}>
                  {title}
                </Title>
                <Text size="sm" role="status">
                  <PhaseText view={view} />
                </Text>
              </span>
              {phase.name !== "over" && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={44}
                  aria-label={t("controls.minimise")}
                  onClick={() => onMinimise(true)}
                >
                  <IconArrowsMinimize size={24} aria-hidden />
                </ActionIcon>
              )}
            </header>
            {phase.name === "over" ? (
              <Ending because={phase.because} onClose={onClose} />
            ) : (
              <>
                <Grid call={call} view={view} />
                <Controls call={call} view={view} />
              </>
            )}
          </div>
        </FocusTrap>
      )}
      {phase.name !== "over" &&
        view.sounds.map((mid) => <Sound key={mid} call={call} mid={mid} view={view} />)}
    </Portal>
  );
}

interface ShownProps {
  call: GroupCall;
  view: GroupView;
}

function PhaseText({ view }: { view: GroupView }) {
  const { t } = useTranslation("calls");
  switch (view.phase.name) {
    case "joining":
      return t("status.connecting");
    case "reconnecting":
      return t("status.reconnectingMine");
    case "in":
      return view.people.length === 0
        ? t("group.alone")
        : t("group.people", { count: view.people.length + 1 });
    case "over":
      return null;
  }
}

function Grid({ call, view }: ShownProps) {
  const { t } = useTranslation("calls");
  const me = useMe();
  const { microphone, camera } = view.local;
  return (
    <ul className={classes["grid"]} role="list" data-count={Math.min(view.people.length + 1, 10)}>
      <GroupTile userId={me.id} name={t("group.me")} muted={microphone.status !== "on"}>
        {camera.status === "on" && (
          <OwnTile track={camera.track} mirrored={view.local.choice.facing === "user"} />
        )}
      </GroupTile>
      {view.people.map((person) => (
        <GroupTile
          key={person.userId}
          userId={person.userId}
          muted={person.muted}
          speaking={person.speaking}
          waiting={!person.here}
          stream={person.picture === null ? null : call.stream(person.picture)}
        />
      ))}
    </ul>
  );
}

function OwnTile({ track, mirrored }: { track: MediaStreamTrack; mirrored: boolean }) {
  const { t } = useTranslation("calls");
  const stream = useMemo(() => new MediaStream([track]), [track]);
  return <PictureView stream={stream} label={t("remote.ownPicture")} mirrored={mirrored} />;
}

function Controls({ call, view }: ShownProps) {
  const { t } = useTranslation("calls");
  const { microphone, camera } = view.local;
  const isMuted = microphone.status === "muted";
  const hasMicrophone = microphone.status === "on" || isMuted;
  const hasCamera = camera.status === "on" || camera.status === "starting";
  return (
    <div className={bar["bar"]} role="group" aria-label={t("controls.label")}>
      {hasMicrophone && (
        <RoundButton
          label={isMuted ? t("controls.unmute") : t("controls.mute")}
          caption={t("controls.microphone")}
          icon={isMuted ? <IconMicrophoneOff size={28} /> : <IconMicrophone size={28} />}
          tone={isMuted ? "off" : "neutral"}
          onClick={() => call.setMuted(!isMuted)}
        />
      )}
      <RoundButton
        label={hasCamera ? t("controls.cameraOff") : t("controls.cameraOn")}
        caption={t("controls.camera")}
        icon={hasCamera ? <IconVideo size={28} /> : <IconVideoOff size={28} />}
        tone={hasCamera ? "neutral" : "off"}
        onClick={() => call.setCamera(!hasCamera)}
      />
      <RoundButton
        label={t("group.leave")}
        icon={<IconPhoneOff size={30} />}
        tone="decline"
        onClick={() => call.hangUp()}
      />
    </div>
  );
}

interface SmallBarProps extends ShownProps {
  title: string;
  onExpand: () => void;
}

function SmallBar({ call, view, title, onExpand }: SmallBarProps) {
  const { t } = useTranslation("calls");
  return (
    <div className={classes["small"]} data-group-call={view.phase.name}>
      <Paper className={classes["pill"] ?? ""} radius="xl" shadow="lg" p="xs">
        <span className={classes["words"]}>
          <Text fw={600} lineClamp={1}>
            {title}
          </Text>
          <Text size="sm" lineClamp={1}>
            <PhaseText view={view} />
          </Text>
        </span>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          aria-label={t("controls.expand")}
          onClick={onExpand}
        >
          <IconArrowsMaximize size={22} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="filled"
          color="red"
          size={44}
          radius="xl"
          aria-label={t("group.leave")}
          onClick={() => call.hangUp()}
        >
          <IconPhoneOff size={22} aria-hidden />
        </ActionIcon>
      </Paper>
    </div>
  );
}

function Sound({ call, mid, view }: ShownProps & { mid: string }) {
  // The line is another one after a break: so are its streams.
  const stream = useMemo(
    () => (view.phase.name === "in" ? call.stream(mid) : null),
    [call, mid, view.phase.name],
  );
  return <RemoteSound stream={stream} speaker={view.local.choice.speaker} />;
}

function Ending({ because, onClose }: { because: GroupEnd; onClose: () => void }) {
  const { t } = useTranslation("calls");
  const failureText = useFailureText();
  const failure = because.kind === "refused" ? because.failure : null;
  const isAbsent = failure?.kind === "problem" && failure.code === "validation_failed";
  return (
    <>
      <div className={classes["ending"]}>
        <Text size="lg" role="status">
          {because.kind !== "refused"
            ? t(`group.over.${because.kind}`)
            : isAbsent
              ? t("group.absent")
              : failureText(because.failure)}
        </Text>
      </div>
      <div className={bar["bar"]} role="group" aria-label={t("controls.label")}>
        <RoundButton label={t("ended.close")} icon={<IconX size={30} />} onClick={onClose} />
      </div>
    </>
  );
}
