import type { CSSProperties } from "react";
import { Text } from "@mantine/core";

import { barOf } from "./bar";
import classes from "./EchoScreen.module.css";

export interface LevelBarProps {
  label: string;
  /** 0 to 1. */
  level: number;
}

/** How loud something is, as a bar that moves with it. */
export function LevelBar({ label, level }: LevelBarProps) {
  const part = barOf(level);
  return (
    <div className={classes["level"]}>
      <Text size="sm" className={classes["label"]}>
        {label}
      </Text>
      <div
        className={classes["track"]}
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(part * 100)}
      >
        <div className={classes["fill"]} style={{ "--level": part } as CSSProperties} />
      </div>
    </div>
  );
}
