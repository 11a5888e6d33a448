import { PasswordInput, Text, type PasswordInputProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { passwordStrength } from "@/lib/fieldRules";
import classes from "./NewPasswordInput.module.css";

export interface NewPasswordInputProps extends Omit<PasswordInputProps, "value"> {
  value: string;
}

/** For choosing a password: the rule below it, then how strong it is while one types. */
export function NewPasswordInput({ value, error, ...rest }: NewPasswordInputProps) {
  const { t } = useTranslation("auth");
  const strength = passwordStrength(value);
  return (
    <div>
      <PasswordInput
        autoComplete="new-password"
        {...rest}
        value={value}
        error={error}
        visibilityToggleButtonProps={{ "aria-label": t("toggleVisibility"), tabIndex: 0 }}
      />
      {value !== "" && (
        <div className={classes["meter"]} data-strength={strength} aria-hidden="true">
          <span className={classes["step"]} />
          <span className={classes["step"]} />
          <span className={classes["step"]} />
        </div>
      )}
      <Text size="xs" c="dimmed" mt={4} aria-live="polite">
        {value === "" ? t("strength.rule") : t(`strength.${strength}`)}
      </Text>
    </div>
  );
}
