import { Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { toFailure } from "@/api/failure";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { useSession } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { EmptyState } from "@/ui/EmptyState";
import { confirmEmail, isLinkUnknown } from "./api/mail";
import { AuthLayout } from "./AuthLayout";
import { FormAlert } from "./FormAlert";
import { useWaiting } from "./useWaiting";

/**
 * `/confirm/:token`: shows that an address is one's own. It takes a press, since some mail programs
 * open every link of a letter by themselves.
 */
export function ConfirmScreen() {
  const { t } = useTranslation("mail");
  const { token = "" } = useParams();
  return (
    <AuthLayout title={t("confirm.title")}>
      <ConfirmContent key={token} token={token} />
    </AuthLayout>
  );
}

function ConfirmContent({ token }: { token: string }) {
  const { t } = useTranslation("mail");
  const messenger = useMessenger();
  const session = useSession();
  const failureText = useFailureText();
  const waiting = useWaiting();
  const signedIn = session.phase === "signedIn";
  const confirm = useMutation({
    mutationFn: () => confirmEmail(token),
    onSuccess: () => {
      // It is confirmed, whether or not the reading back works now.
      if (signedIn) messenger.session.refreshMe().catch(() => undefined);
    },
    onError: (error) => {
      const failure = toFailure(error);
      if (failure.kind === "problem" && failure.retryAfterMs !== undefined) {
        waiting.wait(failure.retryAfterMs);
      }
    },
  });
  const onwards = signedIn ? (
    <Button component={Link} to={paths.chats} size="md" fullWidth>
      {t("toChats")}
    </Button>
  ) : (
    <Button component={Link} to={paths.login} size="md" fullWidth>
      {t("toLogin")}
    </Button>
  );

  if (confirm.isSuccess) {
    return (
      <Stack role="status">
        <Text fw={600}>{t("confirm.doneTitle")}</Text>
        <Text>{t("confirm.doneText")}</Text>
        {onwards}
      </Stack>
    );
  }
  if (confirm.isError && isLinkUnknown(confirm.error)) {
    return (
      <EmptyState
        illustration="trouble"
        title={t("overTitle")}
        text={t("confirm.overText")}
        action={
          <Stack gap="xs" mt="sm">
            {signedIn && (
              <Button component={Link} to={paths.settingsSection("email")}>
                {t("confirm.toSettings")}
              </Button>
            )}
            {!signedIn && onwards}
          </Stack>
        }
      />
    );
  }
  return (
    <Stack>
      <Text>{t("confirm.text")}</Text>
      <FormAlert
        text={confirm.isError ? failureText(confirm.error) : null}
        secondsLeft={waiting.secondsLeft}
      />
      <Button
        size="md"
        fullWidth
        loading={confirm.isPending}
        disabled={waiting.secondsLeft > 0}
        onClick={() => confirm.mutate()}
      >
        {t("confirm.submit")}
      </Button>
    </Stack>
  );
}
