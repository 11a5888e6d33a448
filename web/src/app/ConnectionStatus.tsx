import { useTranslation } from "react-i18next";

import { useMessenger } from "@/hooks/messengerContext";
import { ConnectionBar } from "@/ui/ConnectionBar";
import { useConnectionNotice } from "./useConnectionNotice";

/** Tells when there is no connection. Never in the way of reading. */
export function ConnectionStatus() {
  const { t } = useTranslation("common");
  const messenger = useMessenger();
  const notice = useConnectionNotice();
  const action = notice?.action ?? null;
  const quiet = notice?.text === "connecting" || notice?.text === "syncing";
  return (
    <ConnectionBar
      text={notice === null ? null : t(`connection.${notice.text}`)}
      tone={quiet ? "progress" : "trouble"}
      action={
        action === null
          ? null
          : { label: t(`connection.${action}`), onClick: () => messenger.connection.reconnect() }
      }
    />
  );
}
