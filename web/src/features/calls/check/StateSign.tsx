import { Loader } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleMinus,
  IconCircleX,
  IconHelpCircle,
} from "@tabler/icons-react";

import classes from "./CheckScreen.module.css";
import type { CheckState } from "./verdicts";

export interface StateSignProps {
  state: CheckState;
  /** Pixels. */
  size: number;
}

/** A shape for each state, so that the colour need not tell it. Words stand beside it. */
export function StateSign({ state, size }: StateSignProps) {
  return (
    <span className={classes["sign"]} data-state={state} aria-hidden>
      {signOf(state, size)}
    </span>
  );
}

function signOf(state: CheckState, size: number) {
  switch (state) {
    case "open":
      return <Loader size={size - 4} />;
    case "asks":
      return <IconHelpCircle size={size} />;
    case "good":
      return <IconCircleCheck size={size} />;
    case "fair":
      return <IconAlertTriangle size={size} />;
    case "bad":
      return <IconCircleX size={size} />;
    case "skipped":
      return <IconCircleMinus size={size} />;
  }
}
