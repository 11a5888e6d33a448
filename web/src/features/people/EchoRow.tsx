import { Text } from "@mantine/core";
import { IconEar, IconPhone } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useEchoContact } from "@/hooks/echoContact";
import classes from "./EchoRow.module.css";

/** The echo contact, above all people; nothing where it does not answer. */
export function EchoRow() {
  const { t } = useTranslation("calls");
  const call = useEchoContact();
  if (call === null) return null;
  return (
    <button
      type="button"
      className={classes["row"]}
      aria-label={t("echo.call")}
      onClick={() => call()}
    >
      <span className={classes["sign"]} aria-hidden>
        <IconEar size={26} />
      </span>
      <span className={classes["words"]}>
        <Text span fw={500} truncate display="block">
          {t("echo.title")}
        </Text>
        <Text span size="sm" c="dimmed" truncate display="block">
          {t("echo.hint")}
        </Text>
      </span>
      <IconPhone className={classes["phone"]} size={22} aria-hidden />
    </button>
  );
}
