import { Button, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useMessenger } from "@/hooks/messengerContext";
import { BootScreen } from "@/ui/BootScreen";
import { useConnectionNotice } from "./useConnectionNotice";

/** The boot screen of a started app: it can also tell that there is no connection. */
export function BootStatus() {
  const { t } = useTranslation("common");
  const messenger = useMessenger();
  const notice = useConnectionNotice();
  if (notice === null || notice.text === "offline") return <BootScreen />;
  return (
    <BootScreen>
      <Stack align="center" gap="xs">
        <Text c="dimmed">{t(`connection.${notice.text}`)}</Text>
        {notice.action !== null && (
          <Button variant="light" onClick={() => messenger.connection.reconnect()}>
            {t(`connection.${notice.action}`)}
          </Button>
        )}
      </Stack>
    </BootScreen>
  );
}
