import {
  IconArrowBackUp,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { UserAvatar } from "@/ui/UserAvatar";
import type { CallView } from "../live/callSession";
import { useCallSession, useLiveCalls } from "./callsContext";
import { CallStatus } from "./CallStatus";
import classes from "./FloatingCall.module.css";
import { useFloating } from "./floatingContext";
import type { Person } from "./person";
import { PictureView } from "./PictureView";
import { RoundButton } from "./RoundButton";
import { useStage } from "./Stage";

export interface FloatingCallProps {
  call: CallView;
  person: Person;
}

/** The call in a window above all others: who, how it goes, microphone, back, hang up. */
export function FloatingCall({ call, person }: FloatingCallProps) {
  const { t } = useTranslation("calls");
  const calls = useLiveCalls();
  const session = useCallSession();
  const floating = useFloating();
  const { screen, theirs, onPicture } = useStage(call);
  const picture = screen ?? theirs;
  const { microphone } = call.local;
  const isMuted = microphone.status === "muted";
  return (
    <div
      className={classes["root"]}
      role="region"
      aria-label={t("screen.call", { name: person.name })}
    >
      <div className={classes["portrait"]}>
        <UserAvatar id={person.id} name={person.name} src={person.avatarUrl} size={72} />
      </div>
      {picture !== null && (
        <div className={classes["picture"]}>
          <PictureView
            stream={picture}
            label={t("remote.picture")}
            fit="contain"
            onPicture={() => onPicture(picture)}
          />
        </div>
      )}
      <div className={classes["words"]}>
        <strong>{person.name}</strong>
        <span>
          <CallStatus call={call} />
        </span>
      </div>
      <div className={classes["bar"]} role="group" aria-label={t("controls.label")}>
        {(microphone.status === "on" || isMuted) && (
          <RoundButton
            label={isMuted ? t("controls.unmute") : t("controls.mute")}
            caption=""
            icon={isMuted ? <IconMicrophoneOff size={22} /> : <IconMicrophone size={22} />}
            tone={isMuted ? "off" : "neutral"}
            onClick={() => session.setMuted(!isMuted)}
          />
        )}
        <RoundButton
          label={t("controls.expand")}
          caption=""
          icon={<IconArrowBackUp size={22} />}
          onClick={() => {
            floating.close();
            calls.setMinimised(false);
            window.focus();
          }}
        />
        <RoundButton
          label={t("controls.hangUp")}
          caption=""
          icon={<IconPhoneOff size={22} />}
          tone="decline"
          onClick={() => session.hangUp()}
        />
      </div>
    </div>
  );
}
