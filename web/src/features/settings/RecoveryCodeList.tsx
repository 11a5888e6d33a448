import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { CopyIconButton } from "@/ui/CopyIconButton";
import classes from "./TwoStepDialog.module.css";

export interface RecoveryCodeListProps {
  codes: readonly string[];
  onDone: () => void;
}

/** Codes that are shown once, and ways to keep them. */
export function RecoveryCodeList({ codes, onDone }: RecoveryCodeListProps) {
  const { t } = useTranslation(["ways", "settings"]);
  const text = `${t("ways:recovery.fileTitle")} · ${location.host}\n\n${codes.join("\n")}\n`;
  return (
    <Stack>
      <Title order={3} size="h4">
        {t("ways:recovery.title")}
      </Title>
      <Text size="sm">{t("ways:recovery.text")}</Text>
      <ul className={classes["codes"]} aria-label={t("ways:recovery.title")}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap="xs" justify="space-between">
        <Group gap="xs">
          <CopyIconButton
            value={text}
            label={t("ways:recovery.copy")}
            copiedLabel={t("settings:copied")}
          />
          <Button
            component="a"
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
            download="zvonilka-recovery-codes.txt"
            variant="light"
            leftSection={<IconDownload size={18} aria-hidden />}
          >
            {t("ways:recovery.download")}
          </Button>
        </Group>
        <Button onClick={onDone}>{t("ways:recovery.done")}</Button>
      </Group>
    </Stack>
  );
}
