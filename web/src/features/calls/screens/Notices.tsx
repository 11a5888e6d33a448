import { useState } from "react";
import { Button, Drawer } from "@mantine/core";
import { IconMicrophoneOff, IconScreenShare, IconVideoOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { paths } from "@/lib/paths";
import { QualitySign } from "@/ui/QualitySign";
import type { CallView } from "../live/callSession";
import type { CaptureProblem } from "../live/capture";
import { isTalking } from "../live/phase";
import { AllowSteps } from "./AllowSteps";
import { useCallSession, useLiveCalls } from "./callsContext";
import { DeviceNotice } from "./DeviceNotice";
import { FeedbackNotice } from "./FeedbackNotice";
import { Notice } from "./Notice";
import { qualityText } from "./qualityText";
import classes from "./TalkScreen.module.css";

export interface NoticesProps {
  call: CallView;
}

/** What is missing on this side and on the other, with the remedy where there is one. */
export function Notices({ call }: NoticesProps) {
  const { t } = useTranslation("calls");
  const { microphone, camera } = call.local;
  const { sound } = call.remote;
  const isVideo = call.kind === "video";
  return (
    <div className={classes["notices"]}>
      {microphone.status === "absent" && <NoMicrophone problem={microphone.problem} />}
      {camera.status === "absent" && (
        <Notice icon={<IconVideoOff size={18} />}>{t(CAMERA_TEXT[camera.problem])}</Notice>
      )}
      {call.deviceNews !== null && <DeviceNotice news={call.deviceNews} />}
      <ScreenNotice call={call} />
      {call.phase.name === "connected" && microphone.status === "on" && sound !== null && (
        <FeedbackNotice callId={call.callId} microphone={microphone.track} theirs={sound} />
      )}
      {call.phase.name === "connected" && call.quality?.mark === "poor" && (
        <Notice icon={<QualitySign mark="poor" size={18} />}>
          {qualityText(call.quality, t)}
          <CheckConnection />
        </Notice>
      )}
      {isTalking(call.phase) && call.remote.muted && (
        <Notice icon={<IconMicrophoneOff size={18} />}>{t("remote.muted")}</Notice>
      )}
      {isTalking(call.phase) && isVideo && call.remote.camera === false && (
        <Notice icon={<IconVideoOff size={18} />}>{t("remote.cameraOff")}</Notice>
      )}
    </div>
  );
}

/** The call goes on as a small bar beside the check. */
function CheckConnection() {
  const { t } = useTranslation("check");
  const calls = useLiveCalls();
  const navigate = useNavigate();
  return (
    <Button
      className={classes["remedy"]}
      size="compact-sm"
      variant="light"
      onClick={() => {
        calls.setMinimised(true);
        void navigate(paths.connectionCheck);
      }}
    >
      {t("openShort")}
    </Button>
  );
}

/** What one shows is told as long as it is shown: nobody should forget it. */
function ScreenNotice({ call }: NoticesProps) {
  const { t } = useTranslation("calls");
  const session = useCallSession();
  const { screen } = call;
  if (screen.status === "failed") {
    return (
      <Notice icon={<IconScreenShare size={18} />}>
        {t(`screenShare.failed.${screen.problem}`)}
      </Notice>
    );
  }
  if (screen.status !== "on") return null;
  return (
    <Notice icon={<IconScreenShare size={18} />}>
      {screen.hasSound ? t("screenShare.onWithSound") : t("screenShare.on")}
      <Button
        className={classes["remedy"]}
        size="compact-sm"
        variant="light"
        color="red"
        onClick={() => session.shareScreen(false)}
      >
        {t("screenShare.stopShort")}
      </Button>
    </Notice>
  );
}

function NoMicrophone({ problem }: { problem: CaptureProblem }) {
  const { t } = useTranslation("calls");
  const session = useCallSession();
  const [helps, setHelps] = useState(false);
  return (
    <Notice icon={<IconMicrophoneOff size={18} />}>
      {t(MICROPHONE_TEXT[problem])}
      {problem === "denied" && (
        <Button
          className={classes["remedy"]}
          size="compact-sm"
          variant="light"
          onClick={() => setHelps(true)}
        >
          {t("notice.howToAllow")}
        </Button>
      )}
      {(problem === "missing" || problem === "busy") && (
        <Button
          className={classes["remedy"]}
          size="compact-sm"
          variant="light"
          onClick={() => session.retryMicrophone()}
        >
          {t("notice.again")}
        </Button>
      )}
      <Drawer
        opened={helps}
        onClose={() => setHelps(false)}
        position="bottom"
        size="25rem"
        zIndex={430}
        title={t("permission.stepsTitle")}
        closeButtonProps={{ "aria-label": t("ended.close") }}
      >
        <AllowSteps />
        <Button
          fullWidth
          mt="lg"
          onClick={() => {
            setHelps(false);
            session.retryMicrophone();
          }}
        >
          {t("permission.retry")}
        </Button>
      </Drawer>
    </Notice>
  );
}

const MICROPHONE_TEXT = {
  denied: "notice.microphoneDenied",
  missing: "notice.microphoneMissing",
  busy: "notice.microphoneBusy",
  insecure: "notice.insecure",
} as const;

const CAMERA_TEXT = {
  denied: "notice.cameraDenied",
  missing: "notice.cameraMissing",
  busy: "notice.cameraBusy",
  insecure: "notice.insecure",
} as const;
