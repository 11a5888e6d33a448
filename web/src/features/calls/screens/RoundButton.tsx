import type { ReactNode } from "react";

import classes from "./RoundButton.module.css";

export interface RoundButtonProps {
  /** What it does: the accessible name. */
  label: string;
  /** The short word below it; `label` by default. */
  caption?: string;
  icon: ReactNode;
  /** `off`: what it stands for is switched off now. `neutral` by default. */
  tone?: "neutral" | "off" | "accept" | "decline";
  onClick: () => void;
}

/** A large labelled control of a call, for a thumb. */
export function RoundButton({
  label,
  caption = label,
  icon,
  tone = "neutral",
  onClick,
}: RoundButtonProps) {
  return (
    <button
      type="button"
      className={classes["root"]}
      data-tone={tone}
      aria-label={label}
      onClick={onClick}
    >
      <span className={classes["disc"]} aria-hidden>
        {icon}
      </span>
      <span className={classes["label"]} aria-hidden>
        {caption}
      </span>
    </button>
  );
}
