import { Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { toFailure } from "@/api/failure";
import { useFailureText } from "@/hooks/failureText";
import { invalidFields, useInvalidText } from "@/hooks/fieldErrors";
import { useServerInfo } from "@/hooks/serverInfo";
import { checkField } from "@/lib/fieldRules";
import { paths } from "@/lib/paths";
import { EmptyState } from "@/ui/EmptyState";
import { forgotPassword } from "./api/mail";
import { AuthFooter, AuthLayout } from "./AuthLayout";
import { FormAlert } from "./FormAlert";
import { useWaiting } from "./useWaiting";

/** `/forgot`: asks for the letter with the link to a new password. */
export function ForgotScreen() {
  const { t } = useTranslation("mail");
  const info = useServerInfo();
  return (
    <AuthLayout title={t("forgot.title")}>
      {info.data?.mail === false ? (
        <EmptyState
          illustration="trouble"
          title={t("forgot.offTitle")}
          text={t("forgot.offText")}
        />
      ) : (
        <ForgotForm />
      )}
      <AuthFooter
        question={t("forgot.remembered")}
        link={
          <Anchor component={Link} to={paths.login}>
            {t("toLogin")}
          </Anchor>
        }
      />
    </AuthLayout>
  );
}

function ForgotForm() {
  const { t } = useTranslation(["mail", "auth"]);
  const failureText = useFailureText();
  const invalidText = useInvalidText();
  const waiting = useWaiting();
  const form = useForm({
    initialValues: { email: "" },
    validate: {
      email: (value) => {
        const code = checkField("email", value);
        return code === null ? null : invalidText("email", code);
      },
    },
  });
  const ask = useMutation({
    mutationFn: (values: typeof form.values) => forgotPassword(values.email.trim()),
    onError: (error) => {
      const failure = toFailure(error);
      if (failure.kind === "problem" && failure.retryAfterMs !== undefined) {
        waiting.wait(failure.retryAfterMs);
      }
      const code = invalidFields(failure)["email"];
      if (code !== undefined) form.setFieldError("email", invalidText("email", code));
    },
  });

  if (ask.isSuccess) {
    return (
      <Stack role="status">
        <Text fw={600}>{t("mail:forgot.sentTitle")}</Text>
        <Text>{t("mail:forgot.sentText", { email: form.values.email.trim() })}</Text>
        <Text size="sm" c="dimmed">
          {t("mail:forgot.sentHint")}
        </Text>
        <Button variant="light" onClick={() => ask.reset()}>
          {t("mail:forgot.again")}
        </Button>
      </Stack>
    );
  }
  return (
    <form onSubmit={form.onSubmit((values) => ask.mutate(values))} noValidate>
      <Stack>
        <Text c="dimmed" size="sm">
          {t("mail:forgot.text")}
        </Text>
        <TextInput
          label={t("auth:fields.email")}
          type="email"
          inputMode="email"
          autoComplete="email"
          size="md"
          {...form.getInputProps("email")}
        />
        <FormAlert
          text={
            ask.isError && Object.keys(form.errors).length === 0 ? failureText(ask.error) : null
          }
          secondsLeft={waiting.secondsLeft}
        />
        <Button
          type="submit"
          size="md"
          fullWidth
          loading={ask.isPending}
          disabled={waiting.secondsLeft > 0}
        >
          {t("mail:forgot.submit")}
        </Button>
      </Stack>
    </form>
  );
}
