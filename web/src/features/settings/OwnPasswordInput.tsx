import { PasswordInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

export interface OwnPasswordInputProps {
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with it; nothing when `null`. */
  error: string | null;
}

/** One's own password once more, for what a stolen session must not do. */
export function OwnPasswordInput({ value, onChange, error }: OwnPasswordInputProps) {
  const { t } = useTranslation(["ways", "auth"]);
  return (
    <PasswordInput
      label={t("ways:password")}
      autoComplete="current-password"
      visibilityToggleButtonProps={{ "aria-label": t("auth:toggleVisibility"), tabIndex: 0 }}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      data-autofocus
    />
  );
}
