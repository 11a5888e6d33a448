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
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useIsSimple } from "@/hooks/simpleMode";
import bar from "../screens/controlBar.module.css";
import { RoundButton } from "../screens/RoundButton";
import { TalkButton } from "../screens/TalkButton";
import type { GroupCall, GroupView } from "./groupCall";

export interface GroupControlsProps {
  call: GroupCall;
  view: GroupView;
  onMore: () => void;
  /** Further buttons, before those for what is needed less often. */
  children?: ReactNode;
}

/** Microphone, camera, screen, what is needed less often, leave. In simple mode only what everybody needs. */
export function GroupControls({ call, view, onMore, children }: GroupControlsProps) {
  const { t } = useTranslation(["calls", "room"]);
  const isSimple = useIsSimple();
  const { microphone, camera, choice } = view.local;
  const isMuted = microphone.status === "muted";
  const hasMicrophone = microphone.status === "on" || isMuted;
  const hasCamera = camera.status === "on" || camera.status === "starting";
  const isSharing = view.screen.status === "on";
  return (
    <div className={bar["bar"]} role="group" aria-label={t("controls.label")}>
      {hasMicrophone && choice.pushToTalk && <TalkButton isMuted={isMuted} />}
      {hasMicrophone && !choice.pushToTalk && (
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
      {!isSimple && view.screen.status !== "unavailable" && (
        <RoundButton
          label={isSharing ? t("screenShare.stop") : t("screenShare.start")}
          caption={t("screenShare.caption")}
          icon={isSharing ? <IconScreenShareOff size={28} /> : <IconScreenShare size={28} />}
          tone={isSharing ? "off" : "neutral"}
          onClick={() => call.shareScreen(!isSharing)}
        />
      )}
      {!isSimple && children}
      {!isSimple && (
        <RoundButton
          label={t("room:more.open")}
          caption={t("controls.moreCaption")}
          icon={<IconDots size={28} />}
          onClick={onMore}
        />
      )}
      <RoundButton
        label={t("group.leave")}
        icon={<IconPhoneOff size={30} />}
        tone="decline"
        onClick={() => call.hangUp()}
      />
    </div>
  );
}
