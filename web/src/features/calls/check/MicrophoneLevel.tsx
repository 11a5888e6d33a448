import { useTranslation } from "react-i18next";

import classes from "./CheckScreen.module.css";

export interface MicrophoneLevelProps {
  /** 0 to 1. */
  level: number;
  peak: number;
}

/** A bar that moves while one speaks, with a mark at the loudest so far. */
export function MicrophoneLevel({ level, peak }: MicrophoneLevelProps) {
  const { t } = useTranslation("check");
  return (
    <div
      className={classes["meter"]}
      role="meter"
      aria-label={t("level")}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent(level)}
    >
      <div className={classes["meterBar"]} style={{ inlineSize: `${percent(level)}%` }} />
      <div className={classes["meterPeak"]} style={{ insetInlineStart: `${percent(peak)}%` }} />
    </div>
  );
}

/** Ears hear in decibels: -60 is silence here, 0 as loud as it goes. */
function percent(level: number): number {
  const decibels = level <= 0 ? -60 : Math.max(-60, 20 * Math.log10(level));
  return Math.round(((decibels + 60) / 60) * 100);
}
