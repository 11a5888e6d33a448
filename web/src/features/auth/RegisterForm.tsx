import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import type { ChangeEvent } from "react";
import { useTranslation } from "react-i18next";

import { toFailure } from "@/api/failure";
import type { RegisterInput } from "@/api/types";
import { invalidFields, useInvalidText } from "@/hooks/fieldErrors";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { useServerInfo } from "@/hooks/serverInfo";
import { checkField, checkOptionalField, inviteCodeIn } from "@/lib/fieldRules";
import { BEGUN } from "@/lib/welcome";
import { NewPasswordInput } from "@/ui/NewPasswordInput";
import { deviceName } from "@/lib/deviceName";
import { FormAlert } from "./FormAlert";
import { refusedField, registrationFields, type RegistrationField } from "./refusedField";
import { useWaiting } from "./useWaiting";

export interface RegisterFormProps {
  /** The code of the link that was opened; empty by default, to be typed. */
  inviteCode?: string;
}

type Values = Record<RegistrationField, string>;

/** Makes an account; the guard of the screens for guests leads on, to the first screens of a newcomer. */
export function RegisterForm({ inviteCode = "" }: RegisterFormProps) {
  const { t } = useTranslation("auth");
  const messenger = useMessenger();
  const failureText = useFailureText();
  const invalidText = useInvalidText();
  const waiting = useWaiting();
  const wantsEmail = useServerInfo().data?.email ?? "optional";

  function check(field: RegistrationField, value: string): string | null {
    // An open server needs no code: whether this one does, only it knows.
    const optional = field === "inviteCode" || (field === "email" && wantsEmail !== "required");
    const code = optional ? checkOptionalField(field, value) : checkField(field, value);
    return code === null ? null : invalidText(field, code);
  }

  const form = useForm<Values>({
    initialValues: { inviteCode, displayName: "", login: "", password: "", email: "" },
    validateInputOnBlur: true,
    validate: {
      inviteCode: (value) => check("inviteCode", value),
      displayName: (value) => check("displayName", value),
      login: (value) => check("login", value),
      password: (value) => check("password", value),
      email: (value) => check("email", value),
    },
  });

  const register = useMutation({
    mutationFn: (values: Values) => messenger.session.register(inputOf(values)),
    onError: (error) => {
      const failure = toFailure(error);
      if (failure.kind === "problem" && failure.retryAfterMs !== undefined) {
        waiting.wait(failure.retryAfterMs);
      }
      const refused = refusedField(failure);
      if (refused !== null) form.setFieldError(refused, failureText(failure));
      const invalid = invalidFields(failure);
      for (const field of registrationFields) {
        const code = invalid[field];
        if (code !== undefined) form.setFieldError(field, invalidText(field, code));
      }
    },
  });

  const onFields = Object.keys(form.errors).length > 0;
  return (
    <form onSubmit={form.onSubmit((values) => register.mutate(values))} noValidate>
      <Stack>
        <TextInput
          label={t("fields.inviteCode")}
          description={inviteCode === "" ? t("fields.inviteCodeHint") : undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          {...form.getInputProps("inviteCode")}
          onChange={(event: ChangeEvent<HTMLInputElement>) =>
            form.setFieldValue("inviteCode", inviteCodeIn(event.currentTarget.value))
          }
        />
        <TextInput
          label={t("fields.displayName")}
          description={t("fields.displayNameHint")}
          autoComplete="name"
          size="md"
          {...form.getInputProps("displayName")}
        />
        <TextInput
          label={t("fields.login")}
          description={t("fields.loginHint")}
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          size="md"
          {...form.getInputProps("login")}
          error={form.errors["login"] ?? wrongLetter(form.values.login)}
          onChange={(event: ChangeEvent<HTMLInputElement>) =>
            form.setFieldValue("login", event.currentTarget.value.toLowerCase())
          }
        />
        <NewPasswordInput
          label={t("fields.password")}
          size="md"
          {...form.getInputProps("password")}
          value={form.values.password}
        />
        {wantsEmail !== "off" && (
          <TextInput
            label={t("fields.email")}
            description={
              wantsEmail === "required" ? t("fields.emailRequired") : t("fields.emailHint")
            }
            type="email"
            inputMode="email"
            autoComplete="email"
            size="md"
            {...form.getInputProps("email")}
          />
        )}
        <FormAlert
          text={register.isError && !onFields ? failureText(register.error) : null}
          secondsLeft={waiting.secondsLeft}
        />
        <Button
          type="submit"
          size="md"
          fullWidth
          loading={register.isPending}
          disabled={waiting.secondsLeft > 0}
        >
          {t("register.submit")}
        </Button>
      </Stack>
    </form>
  );

  /** Told while typing, since it will not become right by typing on. */
  function wrongLetter(login: string): string | null {
    return checkField("login", login) === "format" ? invalidText("login", "format") : null;
  }
}

function inputOf(values: Values): RegisterInput {
  const email = values.email.trim();
  const inviteCode = values.inviteCode.trim();
  return {
    login: values.login.trim(),
    password: values.password,
    displayName: values.displayName.trim(),
    settings: BEGUN,
    deviceName: deviceName(),
    ...(email === "" ? {} : { email }),
    ...(inviteCode === "" ? {} : { inviteCode }),
  };
}
