import { Badge, Button, Divider, Group, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Holding } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { sizeText } from "@/lib/sizes";
import { ErrorState } from "@/ui/ErrorState";
import { useMyData } from "./api/myData";
import classes from "./DataSection.module.css";
import { DeleteAccountDialog } from "./DeleteAccountDialog";
import { ExportPanel } from "./ExportPanel";

/** What the server holds of me, to be looked at and taken along, and the end of my account. */
export function DataSection() {
  const { t } = useTranslation("settings");
  return (
    <Stack gap="xl">
      <Stack>
        <Text c="dimmed" size="sm">
          {t("data.text")}
        </Text>
        <Held />
      </Stack>
      <Divider />
      <ExportPanel />
      <Divider />
      <Deletion />
    </Stack>
  );
}

function Held() {
  const { t } = useTranslation(["settings", "common"]);
  const failureText = useFailureText();
  const data = useMyData();
  if (data.data === undefined) {
    if (data.isPending) return <HeldSkeleton />;
    return (
      <ErrorState
        title={t("settings:failedTitle")}
        text={failureText(data.error)}
        actionLabel={t("common:retry")}
        onAction={() => void data.refetch()}
      />
    );
  }
  return (
    <Paper
      component="ul"
      className={classes["list"] ?? ""}
      withBorder
      aria-label={t("settings:sections.data.title")}
    >
      <Item title={t("settings:data.profile")} text={t("settings:data.profileText")} />
      {data.data.items.map((holding) => (
        <Item
          key={holding.kind}
          title={t(`settings:data.kinds.${holding.kind}.title`)}
          text={t(`settings:data.kinds.${holding.kind}.text`)}
        >
          <Amount holding={holding} />
        </Item>
      ))}
      <Item title={t("settings:data.searchIndex")} text={t("settings:data.searchIndexText")} />
      <Item title={t("settings:data.thisDevice")} text={t("settings:data.thisDeviceText")} />
    </Paper>
  );
}

function Amount({ holding }: { holding: Holding }) {
  const { t, i18n } = useTranslation("settings");
  if (holding.count == null) {
    return (
      <Text size="sm" c="dimmed">
        {t("data.notCounted")}
      </Text>
    );
  }
  return (
    <Group gap="xs" wrap="nowrap">
      {holding.bytes != null && holding.bytes > 0 && (
        <Text size="sm" c="dimmed">
          {sizeText(holding.bytes, i18n.language)}
        </Text>
      )}
      <Badge variant="light" tt="none">
        {holding.count.toLocaleString(i18n.language)}
      </Badge>
    </Group>
  );
}

interface ItemProps {
  title: string;
  /** What it is and how long it is kept. */
  text: string;
  /** How much there is; nothing where there is always one. */
  children?: ReactNode;
}

function Item({ title, text, children }: ItemProps) {
  return (
    <li className={classes["item"]}>
      <Group justify="space-between" gap="xs">
        <Text fw={500}>{title}</Text>
        {children}
      </Group>
      <Text size="sm" c="dimmed">
        {text}
      </Text>
    </li>
  );
}

function Deletion() {
  const { t } = useTranslation("settings");
  const [opened, setOpened] = useState(false);
  return (
    <Stack gap="xs" align="start">
      <Title order={3} size="h4">
        {t("deletion.title")}
      </Title>
      <Text size="sm">{t("deletion.text")}</Text>
      <Button color="red" variant="light" onClick={() => setOpened(true)}>
        {t("deletion.open")}
      </Button>
      <DeleteAccountDialog opened={opened} onClose={() => setOpened(false)} />
    </Stack>
  );
}

function HeldSkeleton() {
  const { t } = useTranslation("common");
  return (
    <Stack role="status" aria-label={t("loading")}>
      {Array.from({ length: 6 }, (_, index) => (
        <Stack key={index} gap={8} aria-hidden="true">
          <Skeleton height={14} width="40%" />
          <Skeleton height={10} width="80%" />
        </Stack>
      ))}
    </Stack>
  );
}
