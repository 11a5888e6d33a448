import { Button, Divider } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { passkeyChallenge } from "@/api/requests";
import { useMessenger } from "@/hooks/messengerContext";
import { usePasskeyFailureText } from "@/hooks/passkeyFailure";
import { useServerInfo } from "@/hooks/serverInfo";
import { deviceName } from "@/lib/deviceName";
import { passkeyObstacle, signWithPasskey } from "@/lib/passkeys";
import { FormAlert } from "./FormAlert";

/** Signing in without a password; absent where that cannot work. */
export function PasskeyButton() {
  const { t } = useTranslation("ways");
  const messenger = useMessenger();
  const info = useServerInfo();
  const failureText = usePasskeyFailureText();
  const signIn = useMutation({
    mutationFn: async () =>
      messenger.session.signInByPasskey({
        ...(await signWithPasskey(await passkeyChallenge())),
        deviceName: deviceName(),
      }),
  });
  if (info.data === undefined) return null;
  if (passkeyObstacle(info.data.passkeyHost ?? undefined) !== null) return null;
  return (
    <>
      <Divider label={t("login.or")} />
      <FormAlert text={signIn.isError ? failureText(signIn.error) : null} secondsLeft={0} />
      <Button
        variant="default"
        size="md"
        fullWidth
        leftSection={<IconFingerprint size={20} aria-hidden />}
        loading={signIn.isPending}
        onClick={() => signIn.mutate()}
      >
        {t("login.passkey")}
      </Button>
    </>
  );
}
