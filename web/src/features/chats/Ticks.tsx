import { VisuallyHidden } from "@mantine/core";
import { IconAlertCircleFilled, IconCheck, IconChecks, IconClock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { PreviewMark } from "./list/preview";
import classes from "./Ticks.module.css";

export interface TicksProps {
  mark: Exclude<PreviewMark, null>;
}

/** How far a message of mine has come: clock, one tick, two, two coloured, or a red mark. */
export function Ticks({ mark }: TicksProps) {
  const { t } = useTranslation("chats");
  const Icon = ICONS[mark];
  return (
    <span className={classes["root"]} data-mark={mark}>
      <Icon size="1em" stroke={2} aria-hidden focusable={false} />
      <VisuallyHidden>{t(`message.${mark}`)}</VisuallyHidden>
    </span>
  );
}

const ICONS = {
  sending: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircleFilled,
};
