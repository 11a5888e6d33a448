import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

import { useCallLauncher } from "@/hooks/callLauncher";
import { newerVersion } from "@/pwa/appWorker";
import { ConnectionBar } from "@/ui/ConnectionBar";

/** Tells of a newer version of the page. Not during a call: it would end by it. */
export function UpdateNotice() {
  const { t } = useTranslation("common");
  const waits = useSyncExternalStore(newerVersion.subscribe, newerVersion.waits);
  const talks = useCallLauncher()?.current != null;
  return (
    <ConnectionBar
      text={waits && !talks ? t("update.text") : null}
      tone="progress"
      action={{ label: t("update.action"), onClick: () => newerVersion.takeOver() }}
    />
  );
}
