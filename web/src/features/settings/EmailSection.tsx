import {
  Alert,
  Badge,
  Button,
  Group,
  Paper,
  PasswordInput,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconCheck } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { toFailure } from "@/api/failure";
import type { MailSettings } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { invalidFields, useInvalidText } from "@/hooks/fieldErrors";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { checkOptionalField } from "@/lib/fieldRules";
import { changeEmail, mailSettingsQuery, resendConfirmation, saveMailSettings } from "./api/email";

/** My e-mail address: whether it is confirmed, another one, and what I am written about. */
export function EmailSection() {
  const me = useMe();
  const messenger = useMessenger();
  useEffect(() => {
    // It may have been confirmed on another device.
    const look = () => void messenger.session.refreshMe().catch(() => undefined);
    look();
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, [messenger]);
  return (
    <Stack gap="lg">
      {me.email != null && <Address email={me.email} confirmed={me.emailConfirmed} />}
      <ChangeForm key={me.email ?? ""} />
      {me.emailConfirmed && <SignInNotice />}
    </Stack>
  );
}

function Address({ email, confirmed }: { email: string; confirmed: boolean }) {
  const { t } = useTranslation("mail");
  const failureText = useFailureText();
  const resend = useMutation({ mutationFn: () => resendConfirmation(email) });
  return (
    <Paper p="md" withBorder>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Text fw={600} style={{ overflowWrap: "anywhere" }}>
            {email}
          </Text>
          <Badge color={confirmed ? "green" : "orange"} variant="light">
            {confirmed ? t("settings.confirmed") : t("settings.unconfirmed")}
          </Badge>
        </Group>
        {!confirmed && (
          <>
            <Text size="sm">{t("settings.unconfirmedText")}</Text>
            {resend.isSuccess ? (
              <Alert icon={<IconCheck />} role="status">
                {t("settings.resent")}
              </Alert>
            ) : (
              <Button
                variant="light"
                loading={resend.isPending}
                onClick={() => resend.mutate()}
                style={{ alignSelf: "start" }}
              >
                {t("settings.resend")}
              </Button>
            )}
            {resend.isError && (
              <Alert color="red" role="alert">
                {failureText(resend.error)}
              </Alert>
            )}
          </>
        )}
      </Stack>
    </Paper>
  );
}

function ChangeForm() {
  const { t } = useTranslation(["mail", "auth"]);
  const me = useMe();
  const messenger = useMessenger();
  const failureText = useFailureText();
  const invalidText = useInvalidText();
  const form = useForm({
    initialValues: { email: "", password: "" },
    validate: {
      email: (value) => {
        // Nothing means: no address any more.
        const empty = value.trim() === "" && me.email == null;
        const code = empty ? "empty" : checkOptionalField("email", value);
        return code === null ? null : invalidText("email", code);
      },
      password: (value) => (value === "" ? invalidText("password", "empty") : null),
    },
  });
  const change = useMutation({
    mutationFn: ({ email, password }: typeof form.values) =>
      changeEmail(email.trim() === "" ? { password } : { email: email.trim(), password }),
    onSuccess: () => {
      form.reset();
      // It is saved, whether or not the reading back works now.
      messenger.session.refreshMe().catch(() => undefined);
    },
    onError: (error) => {
      const failure = toFailure(error);
      if (failure.kind === "problem" && failure.code === "wrong_credentials") {
        form.setFieldError("password", t("mail:settings.wrongPassword"));
      } else if (failure.kind === "problem" && failure.code === "email_taken") {
        form.setFieldError("email", failureText(failure));
      }
      const code = invalidFields(failure)["email"];
      if (code !== undefined) form.setFieldError("email", invalidText("email", code));
    },
  });
  const removes = me.email != null && form.values.email.trim() === "";
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
      <Stack>
        <Text c="dimmed" size="sm">
          {t("mail:settings.text")}
        </Text>
        <TextInput
          label={me.email == null ? t("mail:settings.address") : t("mail:settings.another")}
          description={me.email == null ? undefined : t("mail:settings.anotherHint")}
          type="email"
          inputMode="email"
          autoComplete="email"
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label={t("mail:settings.password")}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t("auth:toggleVisibility"), tabIndex: 0 }}
          {...form.getInputProps("password")}
        />
        {change.isError && Object.keys(form.errors).length === 0 && (
          <Alert color="red" role="alert">
            {failureText(change.error)}
          </Alert>
        )}
        <Button
          type="submit"
          loading={change.isPending}
          style={{ alignSelf: "start" }}
          {...(removes ? { color: "red", variant: "light" } : {})}
        >
          {removes ? t("mail:settings.remove") : t("mail:settings.save")}
        </Button>
      </Stack>
    </form>
  );
}

function SignInNotice() {
  const { t } = useTranslation("mail");
  const queries = useQueryClient();
  const failureText = useFailureText();
  const { queryKey } = mailSettingsQuery();
  const settings = useQuery(mailSettingsQuery());
  const save = useMutation({
    mutationFn: (next: MailSettings) => saveMailSettings(next),
    onSuccess: (_, next) => queries.setQueryData(queryKey, next),
  });
  const error = save.error ?? settings.error;
  return (
    <Stack gap="sm">
      <Switch
        size="md"
        label={t("settings.signIn")}
        description={t("settings.signInHint")}
        checked={settings.data?.signInNotice ?? true}
        disabled={!settings.isSuccess || save.isPending}
        onChange={(event) => save.mutate({ signInNotice: event.currentTarget.checked })}
      />
      {error !== null && (
        <Alert color="red" role="alert">
          {failureText(error)}
        </Alert>
      )}
    </Stack>
  );
}
