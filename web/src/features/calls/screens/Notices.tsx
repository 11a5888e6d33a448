import { Button } from "@mantine/core";
import { IconMicrophoneOff, IconVideoOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { paths } from "@/lib/paths";
import { QualitySign } from "@/ui/QualitySign";
import type { CallView } from "../live/callSession";
import { isTalking } from "../live/phase";
import { useLiveCalls } from "./callsContext";
import { FeedbackNotice } from "./FeedbackNotice";
import { Notice } from "./Notice";
import { OwnNotices } from "./OwnNotices";
import { qualityText } from "./qualityText";
import classes from "./TalkScreen.module.css";

export interface NoticesProps {
  call: CallView;
}

/** What is missing on this side and on the other, with the remedy where there is one. */
export function Notices({ call }: NoticesProps) {
  const { t } = useTranslation("calls");
  const { microphone } = call.local;
  const { sound } = call.remote;
  const isVideo = call.kind === "video";
  return (
    <div className={classes["notices"]}>
      <OwnNotices call={call} />
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
