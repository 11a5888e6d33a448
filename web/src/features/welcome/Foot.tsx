import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

import classes from "./WelcomeScreen.module.css";

export interface FootProps {
  /** What the big button says. */
  label: string;
  /** The button sends the form around it if absent. */
  onNext?: () => void;
  /** Goes on without it; absent where there is nothing to go without. */
  onSkip?: () => void;
  busy?: boolean;
}

/** The way on, at the end of a screen. */
export function Foot({ label, onNext, onSkip, busy = false }: FootProps) {
  const { t } = useTranslation("welcome");
  return (
    <div className={classes["foot"]}>
      <Button
        size="md"
        fullWidth
        loading={busy}
        {...(onNext === undefined ? { type: "submit" as const } : { onClick: onNext })}
      >
        {label}
      </Button>
      {onSkip !== undefined && (
        <Button variant="subtle" fullWidth onClick={onSkip}>
          {t("skip")}
        </Button>
      )}
    </div>
  );
}
