import { UnstyledButton } from "@mantine/core";

import classes from "./ConnectionBar.module.css";

export interface ConnectionBarProps {
  /** What is the matter; without it nothing is shown. */
  text: string | null;
  /** `trouble` stands out, `progress` is quiet. */
  tone: "trouble" | "progress";
  /** What one may do about it. */
  action?: BarAction | null;
  /** What one may do instead. */
  other?: BarAction | null;
}

export interface BarAction {
  label: string;
  onClick: () => void;
}

/** A thin line above a screen. Always mounted, so that screen readers hear it when it appears. */
export function ConnectionBar({ text, tone, action = null, other = null }: ConnectionBarProps) {
  return (
    <div role="status">
      {text !== null && (
        <div className={classes["root"]} data-tone={tone}>
          <span>{text}</span>
          {[action, other].map(
            (one) =>
              one !== null && (
                <UnstyledButton
                  key={one.label}
                  className={classes["action"] ?? ""}
                  onClick={one.onClick}
                >
                  {one.label}
                </UnstyledButton>
              ),
          )}
        </div>
      )}
    </div>
  );
}
