import { Button, Drawer, Group, Stack, Table, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import { percentOf } from "@/lib/thousandths";
import { QualitySign } from "@/ui/QualitySign";
import type { LiveQuality } from "../live/quality";
import { useCallDesk } from "./deskContext";
import { qualityText, remedyText } from "./qualityText";
import { saveCallLog } from "./saveCallLog";

export interface QualitySheetProps {
  quality: LiveQuality;
  opened: boolean;
  onClose: () => void;
}

/** How good the connection is, why, what to do, and every figure for those who want them. */
export function QualitySheet({ quality, opened, onClose }: QualitySheetProps) {
  const { t } = useTranslation("calls");
  const desk = useCallDesk();
  const remedy = remedyText(quality, t);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="bottom"
      size="min(38rem, 92dvh)"
      zIndex={430}
      title={t("quality.title")}
      closeButtonProps={{ "aria-label": t("ended.close") }}
    >
      <Stack maw={480} mx="auto" pb="lg" gap="md">
        <Group gap="sm" wrap="nowrap" role="status">
          <QualitySign mark={quality.mark} size={32} />
          <Text fw={600}>{qualityText(quality, t)}</Text>
        </Group>
        {remedy !== null && <Text>{remedy}</Text>}
        <Table variant="vertical" layout="fixed">
          <Table.Tbody>
            {rowsOf(quality, t).map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Th>{name}</Table.Th>
                <Table.Td>{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Button
          variant="light"
          leftSection={<IconDownload size={20} />}
          onClick={() => saveCallLog(desk.log())}
        >
          {t("quality.saveLog")}
        </Button>
        <Text size="sm" c="dimmed">
          {t("quality.logHint")}
        </Text>
      </Stack>
    </Drawer>
  );
}

function rowsOf(quality: LiveQuality, t: TFunction<"calls">): [string, string][] {
  const { rttMs, picture, path } = quality;
  const codecs = [quality.audioCodec, quality.videoCodec].filter((codec) => codec !== null);
  return [
    [
      t("quality.row.delay"),
      rttMs === null ? t("quality.unknown") : t("quality.ms", { ms: rttMs }),
    ],
    [
      t("quality.row.loss"),
      t("quality.bothWays", {
        there: `${percentOf(quality.lossOut)} %`,
        here: `${percentOf(quality.lossIn)} %`,
      }),
    ],
    [t("quality.row.jitter"), t("quality.ms", { ms: quality.jitterMs })],
    [
      t("quality.row.bitrate"),
      t("quality.bothWays", {
        there: t("quality.kbps", { kbps: quality.kbpsOut }),
        here: t("quality.kbps", { kbps: quality.kbpsIn }),
      }),
    ],
    [t("quality.row.codecs"), codecs.length === 0 ? t("quality.unknown") : codecs.join(", ")],
    ...(picture === null
      ? []
      : [[t("quality.row.picture"), t("quality.picture", picture)] as [string, string]]),
    [
      t("quality.row.path"),
      path === null
        ? t("quality.unknown")
        : t(`quality.path.${path}`, { transport: quality.transport?.toUpperCase() ?? "" }),
    ],
  ];
}
