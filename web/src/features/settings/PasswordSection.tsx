import { Alert, Button, PasswordInput, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { toFailure } from "@/api/failure";
import { invalidFields, useInvalidText } from "@/hooks/fieldErrors";
import { useFailureText } from "@/hooks/failureText";
import { useMe } from "@/hooks/session";
import { checkField } from "@/lib/fieldRules";
import { NewPasswordInput } from "@/ui/NewPasswordInput";
import { useChangePassword, type ChangePasswordInput } from "./api/changePassword";
import classes from "./PasswordSection.module.css";

/** Another password; all other devices have to log in again. */
export function PasswordSection() {
  const { t } = useTranslation(["settings", "auth"]);
  const me = useMe();
  const failureText = useFailureText();
  const invalidText = useInvalidText();
  const change = useChangePassword();
  const form = useForm<ChangePasswordInput>({
    initialValues: { oldPassword: "", newPassword: "" },
    validate: {
      oldPassword: (value) => (value === "" ? invalidText("password", "empty") : null),
      newPassword: (value) => {
        const code = checkField("password", value);
        return code === null ? null : invalidText("password", code);
      },
    },
  });

  function submit(values: ChangePasswordInput): void {
    change.mutate(values, {
      onSuccess: () => form.reset(),
      onError: (error) => {
        const failure = toFailure(error);
        if (failure.kind === "problem" && failure.code === "wrong_credentials") {
          form.setFieldError("oldPassword", t("settings:password.wrongOld"));
        }
        const { oldPassword, newPassword, password } = invalidFields(failure);
        const code = newPassword ?? password;
        if (code !== undefined) form.setFieldError("newPassword", invalidText("password", code));
        if (oldPassword !== undefined) {
          form.setFieldError("oldPassword", invalidText("password", oldPassword));
        }
      },
    });
  }

  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack>
        <Text c="dimmed" size="sm">
          {t("settings:password.text")}
        </Text>
        {/* Lets password managers know whose password it is. */}
        <input
          className={classes["hidden"]}
          type="text"
          autoComplete="username"
          value={me.login}
          readOnly
          hidden
        />
        <PasswordInput
          label={t("settings:password.old")}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t("auth:toggleVisibility"), tabIndex: 0 }}
          {...form.getInputProps("oldPassword")}
        />
        <NewPasswordInput
          label={t("settings:password.new")}
          {...form.getInputProps("newPassword")}
          value={form.values.newPassword}
        />
        {change.isError && Object.keys(form.errors).length === 0 && (
          <Alert color="red" role="alert">
            {failureText(change.error)}
          </Alert>
        )}
        {change.isSuccess && !form.isDirty() && (
          <Alert icon={<IconCheck />} role="status">
            {t("settings:password.done")}
          </Alert>
        )}
        <Button type="submit" loading={change.isPending} className={classes["submit"] ?? ""}>
          {t("settings:password.submit")}
        </Button>
      </Stack>
    </form>
  );
}
