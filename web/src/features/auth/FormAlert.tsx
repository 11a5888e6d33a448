import { Alert } from "@mantine/core";
import { IconAlertCircle, IconClock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

export interface FormAlertProps {
  /** What went wrong with the whole form; nothing when `null`. */
  text: string | null;
  /** Seconds until the next try is allowed; tells it instead of `text` when above 0. */
  secondsLeft: number;
}

/** What the server said about the form as a whole. Announced to screen readers. */
export function FormAlert({ text, secondsLeft }: FormAlertProps) {
  const { t } = useTranslation("auth");
  if (secondsLeft > 0) {
    return (
      <Alert color="orange" icon={<IconClock />} title={t("tooOften.title")} role="alert">
        {/* The seconds change all the time: a screen reader hears the title once. */}
        <span aria-live="off">{t("tooOften.text", { time: clockTime(secondsLeft) })}</span>
      </Alert>
    );
  }
  if (text === null) return null;
  return (
    <Alert color="red" icon={<IconAlertCircle />} role="alert">
      {text}
    </Alert>
  );
}

function clockTime(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
