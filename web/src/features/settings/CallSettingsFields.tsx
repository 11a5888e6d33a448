import { Alert, Button, Stack, Switch, Text } from "@mantine/core";
import { IconActivity, IconEar } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useEchoContact } from "@/hooks/echoContact";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { callSettingsOf, withCallSettings, type CallSettings } from "@/lib/callSettings";
import { paths } from "@/lib/paths";
import { updateMe } from "@/hooks/me";

const SETTINGS = ["relayOnly", "waiting"] as const satisfies readonly (keyof CallSettings)[];

/** What a person wants of calls, on all their devices. */
export function CallSettingsFields() {
  const { t } = useTranslation(["settings", "check"]);
  const failureText = useFailureText();
  const me = useMe();
  const messenger = useMessenger();
  const callEcho = useEchoContact();
  const save = useMutation({
    scope: { id: "callSettings" },
    mutationFn: async (change: Partial<CallSettings>) => {
      await updateMe({ settings: withCallSettings(me.settings, change) });
      await messenger.session.refreshMe();
    },
  });
  const stored = callSettingsOf(me.settings);
  const wanted = save.isPending ? save.variables : {};
  return (
    <section aria-label={t("privacy.inCalls.title")}>
      <Text fw={600} mb="xs">
        {t("privacy.inCalls.title")}
      </Text>
      <Stack gap="md">
        {SETTINGS.map((setting) => (
          <Switch
            key={setting}
            size="md"
            label={t(`privacy.inCalls.${setting}`)}
            description={t(`privacy.inCalls.${setting}Hint`)}
            checked={wanted[setting] ?? stored[setting]}
            disabled={save.isPending}
            onChange={(event) => save.mutate({ [setting]: event.currentTarget.checked })}
          />
        ))}
      </Stack>
      <Button
        component={Link}
        to={paths.connectionCheck}
        variant="light"
        mt="md"
        leftSection={<IconActivity size={20} />}
      >
        {t("check:open")}
      </Button>
      {callEcho !== null && (
        <Button
          variant="default"
          mt="md"
          leftSection={<IconEar size={20} />}
          onClick={() => callEcho()}
        >
          {t("privacy.inCalls.echo")}
        </Button>
      )}
      {save.isError && (
        <Alert color="red" role="alert" mt="sm">
          {failureText(save.error)}
        </Alert>
      )}
    </section>
  );
}
