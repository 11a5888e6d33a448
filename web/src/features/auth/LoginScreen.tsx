import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconInfoCircle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { toFailure, type Failure } from "@/api/failure";
import { useFailureText } from "@/hooks/failureText";
import { useInvalidText } from "@/hooks/fieldErrors";
import { useMessenger } from "@/hooks/messengerContext";
import { useServerInfo } from "@/hooks/serverInfo";
import { useSession } from "@/hooks/session";
import { deviceName } from "@/lib/deviceName";
import { paths } from "@/lib/paths";
import { AuthFooter, AuthLayout } from "./AuthLayout";
import { CodeStep } from "./CodeStep";
import { FormAlert } from "./FormAlert";
import { PasskeyButton } from "./PasskeyButton";
import { useWaiting } from "./useWaiting";

/** `/login`. Where one goes from here is the guard's business: it sees that somebody is signed in. */
export function LoginScreen() {
  const { t } = useTranslation(["auth", "mail", "ways"]);
  const messenger = useMessenger();
  const session = useSession();
  const failureText = useFailureText();
  const invalidText = useInvalidText();
  const info = useServerInfo();
  const waiting = useWaiting();
  const [askedForCode, setAskedForCode] = useState(false);
  const form = useForm({
    initialValues: { login: "", password: "" },
    validate: {
      login: (value) => (value.trim() === "" ? invalidText("login", "empty") : null),
      password: (value) => (value === "" ? invalidText("password", "empty") : null),
    },
  });

  const signIn = useMutation({
    mutationFn: ({ login, password, code }: typeof form.values & { code?: string }) =>
      messenger.session.signIn({
        login: login.trim(),
        password,
        deviceName: deviceName(),
        ...(code === undefined ? {} : { code }),
      }),
    onError: (error) => {
      const failure = toFailure(error);
      const code = codeOf(failure);
      if (code === "second_factor_required") setAskedForCode(true);
      // The password was changed in between.
      else if (code === "wrong_credentials") setAskedForCode(false);
      const wait = waitOf(failure);
      if (wait !== null) waiting.wait(wait);
    },
  });

  const showEnded =
    session.phase === "signedOut" && session.reason === "sessionEnded" && signIn.isIdle;
  const refusal = signIn.isError ? codeOf(toFailure(signIn.error)) : null;
  const alert =
    signIn.isError && refusal !== "second_factor_required" && refusal !== "wrong_code"
      ? failureText(signIn.error)
      : null;
  if (askedForCode) {
    return (
      <AuthLayout title={t("ways:login.codeTitle")}>
        <CodeStep
          busy={signIn.isPending}
          wrong={refusal === "wrong_code"}
          error={alert}
          secondsLeft={waiting.secondsLeft}
          onSubmit={(code) => signIn.mutate({ ...form.values, code })}
          onBack={() => {
            setAskedForCode(false);
            signIn.reset();
          }}
        />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title={t("auth:title")}>
      {showEnded && (
        <Alert color="gray" icon={<IconInfoCircle />} role="status">
          {t("auth:login.sessionEnded")}
        </Alert>
      )}
      <form onSubmit={form.onSubmit((values) => signIn.mutate(values))} noValidate>
        <Stack>
          <TextInput
            label={t("auth:fields.login")}
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            size="md"
            {...form.getInputProps("login")}
          />
          <PasswordInput
            label={t("auth:fields.password")}
            autoComplete="current-password"
            size="md"
            visibilityToggleButtonProps={{ "aria-label": t("auth:toggleVisibility"), tabIndex: 0 }}
            {...form.getInputProps("password")}
          />
          {info.data?.mail === true && (
            <Anchor component={Link} to={paths.forgot} size="sm" style={{ alignSelf: "end" }}>
              {t("mail:forgot.link")}
            </Anchor>
          )}
          <FormAlert text={alert} secondsLeft={waiting.secondsLeft} />
          <Button
            type="submit"
            size="md"
            fullWidth
            loading={signIn.isPending}
            disabled={waiting.secondsLeft > 0}
          >
            {t("auth:login.submit")}
          </Button>
        </Stack>
      </form>
      <PasskeyButton />
      <AuthFooter
        question={t("auth:login.noAccount")}
        link={
          <Anchor component={Link} to={paths.register}>
            {t("auth:login.toRegister")}
          </Anchor>
        }
      />
    </AuthLayout>
  );
}

function codeOf(failure: Failure): string | null {
  return failure.kind === "problem" ? failure.code : null;
}

/** For how many milliseconds the server wants to hear nothing; `null` when it did not say. */
function waitOf(failure: Failure): number | null {
  return failure.kind === "problem" ? (failure.retryAfterMs ?? null) : null;
}
