import {
  IconDots,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconScreenShare,
  IconScreenShareOff,
  IconVideo,
  IconVideoOff,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useIsSimple } from "@/hooks/simpleMode";
import type { CallView } from "../live/callSession";
import { isTalking } from "../live/phase";
import { useCallSession } from "./callsContext";
import bar from "./controlBar.module.css";
import { RoundButton } from "./RoundButton";
import { TalkButton } from "./TalkButton";

export interface TalkControlsProps {
  call: CallView;
  onMore: () => void;
}

/**
 * Microphone, camera, screen, what is needed less often, hang up. What cannot be done is not there, and in simple mode
 * only what everybody needs.
 */
export function TalkControls({ call, onMore }: TalkControlsProps) {
  const { t } = useTranslation("calls");
  const session = useCallSession();
  const isSimple = useIsSimple();
  const { microphone, camera } = call.local;
  const isMuted = microphone.status === "muted";
  const hasMicrophone = microphone.status === "on" || isMuted;
  const { pushToTalk } = call.local.choice;
  const isSharing = call.screen.status === "on";
  const hasCamera = camera.status === "on" || camera.status === "starting";
  return (
    <div className={bar["bar"]} role="group" aria-label={t("controls.label")}>
      {hasMicrophone && pushToTalk && <TalkButton isMuted={isMuted} />}
      {hasMicrophone && !pushToTalk && (
        <RoundButton
          label={isMuted ? t("controls.unmute") : t("controls.mute")}
          caption={t("controls.microphone")}
          icon={isMuted ? <IconMicrophoneOff size={28} /> : <IconMicrophone size={28} />}
          tone={isMuted ? "off" : "neutral"}
          onClick={() => session.setMuted(!isMuted)}
        />
      )}
      <RoundButton
        label={hasCamera ? t("controls.cameraOff") : t("controls.cameraOn")}
        caption={t("controls.camera")}
        icon={hasCamera ? <IconVideo size={28} /> : <IconVideoOff size={28} />}
        tone={hasCamera ? "neutral" : "off"}
        onClick={() => session.setCamera(!hasCamera)}
      />
      {!isSimple && isTalking(call.phase) && call.screen.status !== "unavailable" && (
        <RoundButton
          label={isSharing ? t("screenShare.stop") : t("screenShare.start")}
          caption={t("screenShare.caption")}
          icon={isSharing ? <IconScreenShareOff size={28} /> : <IconScreenShare size={28} />}
          tone={isSharing ? "off" : "neutral"}
          onClick={() => session.shareScreen(!isSharing)}
        />
      )}
      {!isSimple && (
        <RoundButton
          label={t("controls.more")}
          caption={t("controls.moreCaption")}
          icon={<IconDots size={28} />}
          onClick={onMore}
        />
      )}
      <RoundButton
        label={t("controls.hangUp")}
        icon={<IconPhoneOff size={28} />}
        tone="decline"
        onClick={() => session.hangUp()}
      />
    </div>
  );
}
