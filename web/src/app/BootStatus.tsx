import { Button, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useMessenger } from "@/hooks/messengerContext";
import { BootScreen } from "@/ui/BootScreen";
import { useConnectionNotice } from "./useConnectionNotice";

/** The boot screen of a started app: it can also tell that there is no connection. */
export function BootStatus() {
  const { t } = useTranslation(["common", "errors"]);
  const messenger = useMessenger();
  const notice = useConnectionNotice();
  if (notice === null) return <BootScreen />;
  // There is nobody's message to be sent later yet.
  const text =
    notice.text === "offline" ? t("errors:network") : t(`common:connection.${notice.text}`);
  return (
    <BootScreen>
      <Stack align="center" gap="xs">
        <Text c="dimmed">{text}</Text>
        {notice.action !== null && (
          <Button variant="light" onClick={() => messenger.connection.reconnect()}>
            {t(`common:connection.${notice.action}`)}
          </Button>
        )}
      </Stack>
    </BootScreen>
  );
}
