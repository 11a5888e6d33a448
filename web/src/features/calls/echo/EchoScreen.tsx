import { FocusTrap, Portal, Stack, Text, Title } from "@mantine/core";
import { IconEar, IconPhone, IconPhoneOff, IconX } from "@tabler/icons-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

import { toFailure } from "@/api/failure";
import { useFailureText } from "@/hooks/failureText";
import { useTakeStep } from "@/hooks/newcomers";
import { browserTimers } from "@/lib/timers";
import { callEcho, endEcho } from "../api/echo";
import overlay from "../screens/CallOverlay.module.css";
import { AllowSteps } from "../screens/AllowSteps";
import bar from "../screens/controlBar.module.css";
import { DeviceSelect } from "../screens/DeviceSelect";
import { RemoteSound } from "../screens/RemoteSound";
import { RoundButton } from "../screens/RoundButton";
import { createEchoCall, type EchoCall, type EchoEnd, type EchoLineParts } from "./echoCall";
import classes from "./EchoScreen.module.css";
import { LevelBar } from "./LevelBar";
import { createLevels } from "../live/levels";
import type { EchoVerdict } from "./verdict";

export interface EchoScreenProps {
  line: EchoLineParts;
  onClose: () => void;
}

/** A call with the echo contact, from the first question to what it showed. */
export function EchoScreen({ line, onClose }: EchoScreenProps) {
  const { t } = useTranslation("calls");
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") onClose();
    };
    globalThis.addEventListener("keydown", onKey);
    return () => globalThis.removeEventListener("keydown", onKey);
  }, [onClose]);
  return (
    <Portal>
      <FocusTrap active>
        <div
          className={overlay["overlay"]}
          role="dialog"
          aria-modal="true"
          aria-label={t("echo.title")}
        >
          <span className={overlay["focus"]} tabIndex={-1} data-autofocus />
          <OneCall
            key={attempt}
            line={line}
            onClose={onClose}
            onAgain={() => setAttempt(attempt + 1)}
          />
        </div>
      </FocusTrap>
    </Portal>
  );
}

interface OneCallProps extends EchoScreenProps {
  onAgain: () => void;
}

function OneCall({ line, onClose, onAgain }: OneCallProps) {
  const [call] = useState(() =>
    createEchoCall({
      ...line,
      createLevels,
      call: callEcho,
      // It ends by itself, too, only later.
      hangUp: (id) => void endEcho(id).catch(toFailure),
      timers: browserTimers,
      steadyNow: () => performance.now(),
    }),
  );
  useEffect(() => call.run(), [call]);
  const takeStep = useTakeStep();
  const { phase } = useSyncExternalStore(call.subscribe, call.view);
  const heard = phase.name === "connected" && phase.verdict === "heard";
  useEffect(() => {
    if (heard) takeStep("testCall");
  }, [heard, takeStep]);
  return <Shown call={call} onClose={onClose} onAgain={onAgain} />;
}

interface ShownProps extends Omit<OneCallProps, "line"> {
  call: EchoCall;
}

function Shown({ call, onClose, onAgain }: ShownProps) {
  const { t } = useTranslation("calls");
  const view = useSyncExternalStore(call.subscribe, call.view);
  const { phase } = view;
  const verdict = phase.name === "connected" ? phase.verdict : undefined;
  return (
    <>
      <div className={classes["root"]} data-echo={verdict ?? phase.name}>
        <div className={classes["sign"]} data-sounds={verdict === "heard" || undefined} aria-hidden>
          <IconEar size={56} />
        </div>
        <Title order={1} size="h2">
          {t("echo.title")}
        </Title>
        <div className={classes["words"]} role="status">
          {phase.name === "asking" && <Text size="lg">{t("permission.asking")}</Text>}
          {phase.name === "connecting" && <Text size="lg">{t("status.connecting")}</Text>}
          {phase.name === "connected" && <Verdict verdict={phase.verdict} />}
          {phase.name === "over" && <Ending because={phase.because} />}
        </div>
        {phase.name === "connected" && (
          <Stack className={classes["tools"]} gap="md">
            <LevelBar label={t("echo.mine")} level={view.mine} />
            <LevelBar label={t("echo.back")} level={view.back} />
            <Devices
              call={call}
              microphone={view.choice.microphone}
              speaker={view.choice.speaker}
            />
          </Stack>
        )}
      </div>
      <div className={bar["bar"]} data-spread role="group" aria-label={t("controls.label")}>
        {phase.name === "over" ? (
          <>
            <RoundButton label={t("ended.close")} icon={<IconX size={30} />} onClick={onClose} />
            <RoundButton
              label={t("ended.again")}
              icon={<IconPhone size={30} />}
              tone="accept"
              onClick={onAgain}
            />
          </>
        ) : (
          <RoundButton
            label={t("controls.hangUp")}
            icon={<IconPhoneOff size={30} />}
            tone="decline"
            onClick={onClose}
          />
        )}
      </div>
      <RemoteSound stream={view.sound} speaker={view.choice.speaker} />
    </>
  );
}

function Verdict({ verdict }: { verdict: EchoVerdict }) {
  const { t } = useTranslation("calls");
  return (
    <>
      <Text size="lg" fw={600}>
        {t(`echo.verdict.${verdict}`)}
      </Text>
      <Text>{t(`echo.remedy.${verdict}`)}</Text>
    </>
  );
}

function Ending({ because }: { because: EchoEnd }) {
  const { t } = useTranslation("calls");
  const failureText = useFailureText();
  switch (because.kind) {
    case "microphone":
      return (
        <>
          <Text size="lg" fw={600}>
            {t(MICROPHONE_TEXT[because.problem])}
          </Text>
          {because.problem === "denied" && <AllowSteps />}
        </>
      );
    case "refused": {
      const isAbsent = because.failure.kind === "problem" && because.failure.code === "not_found";
      return <Text size="lg">{isAbsent ? t("echo.absent") : failureText(because.failure)}</Text>;
    }
    case "noPath":
    case "lost":
      return (
        <>
          <Text size="lg" fw={600}>
            {t(`echo.${because.kind}`)}
          </Text>
          <Text>{t("echo.noPathRemedy")}</Text>
        </>
      );
    case "time":
      return <Text size="lg">{because.heard ? t("echo.timeHeard") : t("echo.time")}</Text>;
  }
}

const MICROPHONE_TEXT = {
  denied: "notice.microphoneDenied",
  missing: "notice.microphoneMissing",
  busy: "notice.microphoneBusy",
  insecure: "notice.insecure",
} as const;

interface DevicesProps {
  call: EchoCall;
  microphone: string | null;
  speaker: string | null;
}

/** The remedy for most of what goes wrong, at hand. */
function Devices({ call, microphone, speaker }: DevicesProps) {
  const { t } = useTranslation("calls");
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const read = (): void =>
      void call.devices().then((list) => {
        if (isCurrent) setDevices(list);
      });
    read();
    const stop = call.onDevicesChanged(read);
    return () => {
      isCurrent = false;
      stop();
    };
  }, [call]);
  const speakers = devices.filter((device) => device.kind === "audiooutput");
  const canChooseSpeaker = "setSinkId" in HTMLMediaElement.prototype && speakers.length > 0;
  return (
    <>
      <DeviceSelect
        label={t("devices.microphone")}
        none={t("devices.noMicrophone")}
        devices={devices.filter((device) => device.kind === "audioinput")}
        chosen={microphone}
        onChoose={(chosen) => call.choose({ microphone: chosen })}
      />
      {canChooseSpeaker && (
        <DeviceSelect
          label={t("devices.speaker")}
          none={t("devices.byDefault")}
          devices={speakers}
          chosen={speaker}
          onChoose={(chosen) => call.choose({ speaker: chosen })}
        />
      )}
    </>
  );
}
