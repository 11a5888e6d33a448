import { IconMicrophone, IconMicrophoneOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import classes from "./RoundButton.module.css";
import { useHoldToTalk } from "./useHoldToTalk";

export interface TalkButtonProps {
  isMuted: boolean;
}

/** Push to talk: heard while it is held, or while the space bar is. */
export function TalkButton({ isMuted }: TalkButtonProps) {
  const { t } = useTranslation("calls");
  const hold = useHoldToTalk(true);
  return (
    <button
      type="button"
      className={classes["root"]}
      data-tone={isMuted ? "off" : "accept"}
      data-hold
      aria-label={t("pushToTalk.button")}
      aria-pressed={!isMuted}
      onContextMenu={(event) => event.preventDefault()}
      {...hold}
    >
      <span className={classes["disc"]} aria-hidden>
        {isMuted ? <IconMicrophoneOff size={28} /> : <IconMicrophone size={28} />}
      </span>
      <span className={classes["label"]} aria-hidden>
        {isMuted ? t("pushToTalk.caption") : t("pushToTalk.talking")}
      </span>
    </button>
  );
}
