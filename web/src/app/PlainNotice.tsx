import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ConnectionBar } from "@/ui/ConnectionBar";

const STORAGE_KEY = "zvonilka.plainNoticeRead";

/** Tells, once, what a browser refuses a page that came without encryption. */
export function PlainNotice() {
  const { t } = useTranslation("common");
  const [isRead, setRead] = useState(() => localStorage.getItem(STORAGE_KEY) !== null);
  const isPlain = !window.isSecureContext;

  function dismiss(): void {
    localStorage.setItem(STORAGE_KEY, "yes");
    setRead(true);
  }

  return (
    <ConnectionBar
      text={isPlain && !isRead ? t("plain.text") : null}
      tone="trouble"
      action={{ label: t("plain.understood"), onClick: dismiss }}
    />
  );
}
