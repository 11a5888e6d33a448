import { Button, Skeleton, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { toFailure } from "@/api/failure";
import { useFailureText } from "@/hooks/failureText";
import { invalidFields, useInvalidText } from "@/hooks/fieldErrors";
import { useServerInfo } from "@/hooks/serverInfo";
import { checkField } from "@/lib/fieldRules";
import { paths } from "@/lib/paths";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { NewPasswordInput } from "@/ui/NewPasswordInput";
import { isLinkUnknown, resetPassword, resettableQuery } from "./api/mail";
import { AuthLayout } from "./AuthLayout";
import { FormAlert } from "./FormAlert";
import { useWaiting } from "./useWaiting";

/** `/reset/:token`: a new password, by the link of a letter. */
export function ResetScreen() {
  const { t } = useTranslation("mail");
  const { token = "" } = useParams();
  return (
    <AuthLayout title={t("reset.title")}>
      <ResetContent key={token} token={token} />
    </AuthLayout>
  );
}

function ResetContent({ token }: { token: string }) {
  const { t } = useTranslation(["mail", "common"]);
  const failureText = useFailureText();
  const link = useQuery(resettableQuery(token));
  if (link.isPending) {
    return (
      <Stack role="status" aria-label={t("mail:checking")}>
        <Skeleton height={42} />
        <Skeleton height={42} />
      </Stack>
    );
  }
  if (link.isError && isLinkUnknown(link.error)) return <LinkOver />;
  if (link.isError) {
    return (
      <ErrorState
        title={t("mail:checkFailed")}
        text={failureText(link.error)}
        actionLabel={t("common:retry")}
        onAction={() => void link.refetch()}
      />
    );
  }
  return <ResetForm token={token} login={link.data.login} />;
}

function ResetForm({ token, login }: { token: string; login: string }) {
  const { t } = useTranslation(["mail", "settings"]);
  const failureText = useFailureText();
  const invalidText = useInvalidText();
  const waiting = useWaiting();
  const form = useForm({
    initialValues: { newPassword: "" },
    validate: {
      newPassword: (value) => {
        const code = checkField("password", value);
        return code === null ? null : invalidText("password", code);
      },
    },
  });
  const reset = useMutation({
    mutationFn: ({ newPassword }: typeof form.values) => resetPassword({ token, newPassword }),
    onError: (error) => {
      const failure = toFailure(error);
      if (failure.kind === "problem" && failure.retryAfterMs !== undefined) {
        waiting.wait(failure.retryAfterMs);
      }
      const code = invalidFields(failure)["newPassword"];
      if (code !== undefined) form.setFieldError("newPassword", invalidText("password", code));
    },
  });

  if (reset.isSuccess) {
    return (
      <Stack role="status">
        <Text fw={600}>{t("mail:reset.doneTitle")}</Text>
        <Text>{t("mail:reset.doneText")}</Text>
        <Button component={Link} to={paths.login} size="md" fullWidth>
          {t("mail:toLogin")}
        </Button>
      </Stack>
    );
  }
  if (reset.isError && isLinkUnknown(reset.error)) return <LinkOver />;
  return (
    <form onSubmit={form.onSubmit((values) => reset.mutate(values))} noValidate>
      <Stack>
        <Text c="dimmed" size="sm">
          {t("mail:reset.text", { login })}
        </Text>
        {/* Lets password managers know whose password it is. */}
        <input type="text" autoComplete="username" value={login} readOnly hidden />
        <NewPasswordInput
          label={t("settings:password.new")}
          size="md"
          {...form.getInputProps("newPassword")}
          value={form.values.newPassword}
        />
        <FormAlert
          text={
            reset.isError && Object.keys(form.errors).length === 0 ? failureText(reset.error) : null
          }
          secondsLeft={waiting.secondsLeft}
        />
        <Button
          type="submit"
          size="md"
          fullWidth
          loading={reset.isPending}
          disabled={waiting.secondsLeft > 0}
        >
          {t("mail:reset.submit")}
        </Button>
      </Stack>
    </form>
  );
}

/** The link was used, has run out, or lost a letter. */
function LinkOver() {
  const { t } = useTranslation("mail");
  const info = useServerInfo();
  const mail = info.data?.mail === true;
  return (
    <EmptyState
      illustration="trouble"
      title={t("overTitle")}
      text={mail ? t("reset.overText") : t("reset.overTextOff")}
      action={
        <Stack gap="xs" mt="sm">
          {mail && (
            <Button component={Link} to={paths.forgot}>
              {t("reset.another")}
            </Button>
          )}
          <Button component={Link} to={paths.login} variant={mail ? "subtle" : "filled"}>
            {t("toLogin")}
          </Button>
        </Stack>
      }
    />
  );
}
