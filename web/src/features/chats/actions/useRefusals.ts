import { notifications } from "@mantine/notifications";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";

import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import type { RefusedAction } from "@/realtime/messenger";

/** Says that a change which was shown already has been refused, and why. */
export function useRefusals(): void {
  const { t } = useTranslation("actions");
  const failureText = useFailureText();
  const messenger = useMessenger();
  const onRefused = useEffectEvent(({ action, failure }: RefusedAction) => {
    notifications.show({
      title: t(`refused.${action.change.type}`),
      message: failureText(failure),
      color: "red",
    });
  });
  useEffect(() => messenger.messages.onRefused((refused) => onRefused(refused)), [messenger]);
}
