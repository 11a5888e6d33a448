import { Button, Text } from "@mantine/core";
import { IconPhone, IconPhoneOff, IconVideo } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { CallView } from "../live/callSession";
import { useAutoAnswer } from "./autoAnswerContext";
import { useCallSession } from "./callsContext";
import bar from "./controlBar.module.css";
import type { Person } from "./person";
import { Portrait } from "./Portrait";
import { RoundButton } from "./RoundButton";
import { statusText } from "./statusText";

export interface IncomingCallProps {
  call: CallView;
  person: Person;
}

/** Somebody calls: over everything, two large buttons. */
export function IncomingCall({ call, person }: IncomingCallProps) {
  const { t } = useTranslation("calls");
  const session = useCallSession();
  const isVideo = call.kind === "video";
  return (
    <>
      <Portrait person={person} status={statusText(call, t)} ringing>
        <Countdown />
      </Portrait>
      <div className={bar["bar"]} data-spread role="group" aria-label={t("controls.label")}>
        <RoundButton
          label={t("controls.decline")}
          icon={<IconPhoneOff size={30} />}
          tone="decline"
          onClick={() => session.hangUp()}
        />
        {isVideo && (
          <RoundButton
            label={t("controls.soundOnly")}
            icon={<IconPhone size={30} />}
            onClick={() => session.answer("soundOnly")}
          />
        )}
        <RoundButton
          label={t("controls.answer")}
          icon={isVideo ? <IconVideo size={30} /> : <IconPhone size={30} />}
          tone="accept"
          onClick={() => session.answer("asCalled")}
        />
      </div>
    </>
  );
}

/** A trusted person calls: it is answered by itself in a moment, unless somebody says stop. */
function Countdown() {
  const { t } = useTranslation("simple");
  const { countdown, stop } = useAutoAnswer();
  if (countdown === null) return null;
  const { secondsLeft: count, camera } = countdown;
  return (
    <>
      {/* The number is not read out each second: it would speak over the sounds that count. */}
      <Text component="p" fw={600} size="xl" role="timer">
        {t(camera ? "auto.camera" : "auto.sound", { count })}
      </Text>
      <Button size="lg" variant="default" onClick={stop}>
        {t("auto.stop")}
      </Button>
    </>
  );
}
