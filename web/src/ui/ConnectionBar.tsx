import { UnstyledButton } from "@mantine/core";

import classes from "./ConnectionBar.module.css";

export interface ConnectionBarProps {
  /** What is the matter; without it nothing is shown. */
  text: string | null;
  /** `trouble` stands out, `progress` is quiet. */
  tone: "trouble" | "progress";
  /** What one may do about it. */
  action?: { label: string; onClick: () => void } | null;
}

/** A thin line above a screen. Always mounted, so that screen readers hear it when it appears. */
export function ConnectionBar({ text, tone, action = null }: ConnectionBarProps) {
  return (
    <div role="status">
      {text !== null && (
        <div className={classes["root"]} data-tone={tone}>
          <span>{text}</span>
          {action !== null && (
            <UnstyledButton className={classes["action"] ?? ""} onClick={action.onClick}>
              {action.label}
            </UnstyledButton>
          )}
        </div>
      )}
    </div>
  );
}
