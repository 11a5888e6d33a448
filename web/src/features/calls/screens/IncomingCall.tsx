import { IconPhone, IconPhoneOff, IconVideo } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { CallView } from "../live/callSession";
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
      <Portrait person={person} status={statusText(call, t)} ringing />
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
