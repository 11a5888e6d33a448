import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconMicrophone, IconMicrophoneOff, IconPhoneOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { IconButton } from "@/ui/IconButton";
import { UserAvatar } from "@/ui/UserAvatar";
import type { CallView } from "../live/callSession";
import { useCallSession, useLiveCalls } from "./callsContext";
import { CallStatus } from "./CallStatus";
import { Draggable } from "./Draggable";
import classes from "./MiniCall.module.css";
import type { Person } from "./person";
import { PictureView } from "./PictureView";
import { useStage } from "./Stage";
import { useHoldToTalk } from "./useHoldToTalk";
import { useCallKeys } from "./useCallKeys";

export interface MiniCallProps {
  call: CallView;
  person: Person;
}

/** The call as a small bar, while its owner reads or writes elsewhere. */
export function MiniCall({ call, person }: MiniCallProps) {
  const { t } = useTranslation("calls");
  const calls = useLiveCalls();
  const session = useCallSession();
  useCallKeys({ onHangUp: () => session.hangUp() });
  const { pushToTalk } = call.local.choice;
  const hold = useHoldToTalk(pushToTalk);
  const stage = useStage(call);
  const picture = stage.screen ?? stage.theirs;
  const { microphone } = call.local;
  const isMuted = microphone.status === "muted";
  return (
    <div className={classes["root"]}>
      <Draggable className={classes["place"]}>
        <div
          role="region"
          aria-label={t("screen.call", { name: person.name })}
          data-call-phase={call.phase.name}
        >
          {picture !== null && (
            <UnstyledButton
              className={classes["picture"]}
              data-empty={(stage.layout !== "theirs" && stage.layout !== "screen") || undefined}
              aria-label={t("controls.expand")}
              tabIndex={-1}
              onClick={() => calls.setMinimised(false)}
            >
              <PictureView
                stream={picture}
                label={t("remote.picture")}
                fit="contain"
                onPicture={() => stage.onPicture(picture)}
              />
            </UnstyledButton>
          )}
          <div className={classes["pill"]}>
            <UnstyledButton className={classes["expand"]} onClick={() => calls.setMinimised(false)}>
              <VisuallyHidden>{t("controls.expand")}</VisuallyHidden>
              <UserAvatar id={person.id} name={person.name} src={person.avatarUrl} size={40} />
              <span className={classes["words"]}>
                <span className={classes["name"]}>{person.name}</span>
                <span className={classes["status"]}>
                  <CallStatus call={call} />
                </span>
              </span>
            </UnstyledButton>
            {(microphone.status === "on" || isMuted) && (
              <IconButton
                label={
                  pushToTalk
                    ? t("pushToTalk.button")
                    : isMuted
                      ? t("controls.unmute")
                      : t("controls.mute")
                }
                icon={isMuted ? <IconMicrophoneOff size={22} /> : <IconMicrophone size={22} />}
                color="white"
                variant={isMuted ? "white" : "subtle"}
                c={isMuted ? "green.9" : "white"}
                {...(pushToTalk ? hold : { onClick: () => session.setMuted(!isMuted) })}
              />
            )}
            <IconButton
              label={t("controls.hangUp")}
              icon={<IconPhoneOff size={22} />}
              variant="filled"
              color="red.5"
              onClick={() => session.hangUp()}
            />
          </div>
        </div>
      </Draggable>
    </div>
  );
}
