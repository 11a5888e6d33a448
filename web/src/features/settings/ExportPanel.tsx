import { Alert, Button, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { sizeText } from "@/lib/sizes";
import { isUnderWay, useExport } from "./api/exportData";
import { ExportDialog } from "./ExportDialog";

/** Everything that is mine, as one file to keep, and how the last download went. */
export function ExportPanel() {
  const { t } = useTranslation("settings");
  const [opened, setOpened] = useState(false);
  const last = useExport();
  return (
    <Stack gap="xs" align="start">
      <Title order={3} size="h4">
        {t("export.title")}
      </Title>
      <Text size="sm">{t("export.text")}</Text>
      <Button variant="light" disabled={isUnderWay(last.data)} onClick={() => setOpened(true)}>
        {t("export.open")}
      </Button>
      <div role="status">
        <HowItWent />
      </div>
      <ExportDialog opened={opened} onClose={() => setOpened(false)} />
    </Stack>
  );
}

function HowItWent() {
  const { t, i18n } = useTranslation("settings");
  const { data } = useExport();
  if (data === undefined || data.stage === "none") return null;
  const size = sizeText(data.bytes, i18n.language);
  switch (data.stage) {
    case "waiting":
      return <Text size="sm">{t("export.waiting")}</Text>;
    case "running":
      return <Text size="sm">{t("export.running", { size })}</Text>;
    case "done":
      return <Alert color="green">{t("export.done", { size })}</Alert>;
    case "broken":
      return <Alert color="red">{t("export.broken")}</Alert>;
  }
}
