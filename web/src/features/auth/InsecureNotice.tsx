import { Alert } from "@mantine/core";
import { IconLockOpen } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

/** Says what browsers refuse to pages without TLS. Nothing on safe pages and on localhost. */
export function InsecureNotice() {
  const { t } = useTranslation("auth");
  if (window.isSecureContext) return null;
  return (
    <Alert color="yellow" icon={<IconLockOpen />} title={t("insecure.title")}>
      {t("insecure.text")}
    </Alert>
  );
}
