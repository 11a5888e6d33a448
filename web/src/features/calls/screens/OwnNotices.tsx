import { useState } from "react";
import { Button, Drawer } from "@mantine/core";
import { IconMicrophoneOff, IconScreenShare, IconVideoOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { CallView } from "../live/callSession";
import type { CaptureProblem } from "../live/capture";
import { AllowSteps } from "./AllowSteps";
import { useCallDesk } from "./deskContext";
import { DeviceNotice } from "./DeviceNotice";
import { Notice } from "./Notice";
import classes from "./TalkScreen.module.css";

export interface OwnNoticesProps {
  call: Pick<CallView, "local" | "deviceNews" | "screen">;
}

/** What is missing on this side, what it shows, and devices that come and go: in any call. */
export function OwnNotices({ call }: OwnNoticesProps) {
  const { t } = useTranslation("calls");
  const { microphone, camera } = call.local;
  return (
    <>
      {microphone.status === "absent" && <NoMicrophone problem={microphone.problem} />}
      {camera.status === "absent" && (
        <Notice icon={<IconVideoOff size={18} />}>{t(CAMERA_TEXT[camera.problem])}</Notice>
      )}
      {call.deviceNews !== null && <DeviceNotice news={call.deviceNews} />}
      <ScreenNotice call={call} />
    </>
  );
}

/** What one shows is told as long as it is shown: nobody should forget it. */
function ScreenNotice({ call }: OwnNoticesProps) {
  const { t } = useTranslation("calls");
  const desk = useCallDesk();
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
        onClick={() => desk.shareScreen(false)}
      >
        {t("screenShare.stopShort")}
      </Button>
    </Notice>
  );
}

function NoMicrophone({ problem }: { problem: CaptureProblem }) {
  const { t } = useTranslation("calls");
  const desk = useCallDesk();
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
          onClick={() => desk.retryMicrophone()}
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
            desk.retryMicrophone();
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
