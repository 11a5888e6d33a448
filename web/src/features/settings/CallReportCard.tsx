import { Group, Paper, Stack, Text } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import type { CallQuality, CallReport, CallReportSide } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";
import { durationText } from "@/lib/duration";
import { dateOf, timeOf } from "@/lib/moments";
import { percentOf } from "@/lib/thousandths";
import { QualitySign } from "@/ui/QualitySign";
import { verdictOf, type CallVerdict } from "./callVerdict";
import classes from "./QualitySection.module.css";

export interface CallReportCardProps {
  report: CallReport;
}

/** One call: who, when, how long, the verdict with its reason, and each side's figures. */
export function CallReportCard({ report }: CallReportCardProps) {
  const { t, i18n } = useTranslation("settings");
  const { t: calls } = useTranslation("calls");
  const now = useMessenger().serverNow();
  const at = Date.parse(report.createdAt);
  const verdict = verdictOf(report);
  const [caller, callee] = report.sides.map(({ user }) => user.displayName);
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          {verdict !== null && (
            <span className={classes["sign"]}>
              <QualitySign mark={verdict.mark} />
            </span>
          )}
          <div className={classes["words"]}>
            <Text fw={600}>
              {t("quality.people", { caller: caller ?? "", callee: callee ?? "" })}
            </Text>
            <Text size="sm" c="dimmed">
              <time dateTime={report.createdAt}>
                {`${dateOf(at, now, i18n.language)}, ${timeOf(at, i18n.language)}`}
              </time>
              {report.durationMs != null && ` · ${durationText(report.durationMs, calls)}`}
              {report.kind === "video" && ` · ${t("quality.video")}`}
            </Text>
            {verdict !== null && <Text size="sm">{verdictText(verdict, t)}</Text>}
          </div>
        </Group>
        {report.sides.map((side) => (
          <Side key={side.user.id} side={side} />
        ))}
      </Stack>
    </Paper>
  );
}

function Side({ side }: { side: CallReportSide }) {
  const { t } = useTranslation("settings");
  const { user, quality } = side;
  const path = quality == null ? t("quality.nothingTold") : pathText(quality, t);
  return (
    <div className={classes["words"]}>
      <Text size="sm">{t("quality.side", { name: user.displayName, path })}</Text>
      {quality != null && (
        <Text size="xs" c="dimmed">
          {figuresText(quality, t)}
        </Text>
      )}
    </div>
  );
}

function verdictText({ mark, trouble }: CallVerdict, t: TFunction<"settings">): string {
  const word = t(`quality.mark.${mark}`);
  const cause = trouble === null ? null : causeText(trouble.quality, t);
  if (trouble === null || cause === null) return word;
  return t("quality.because", { mark: word, name: trouble.side.user.displayName, cause });
}

function causeText(quality: CallQuality, t: TFunction<"settings">): string | null {
  if (quality.cause == null) return null;
  return t(`quality.cause.${quality.cause}`, {
    percent: percentOf(quality.cause === "lossIn" ? quality.lossIn : quality.lossOut),
    ms: quality.rttMs,
  });
}

function pathText({ path, transport }: CallQuality, t: TFunction<"settings">): string {
  if (path == null) return t("quality.pathUnknown");
  const words = t(`quality.path.${path}`);
  if (transport == null) return words;
  return t("quality.pathBy", { path: words, transport: transport.toUpperCase() });
}

function figuresText(quality: CallQuality, t: TFunction<"settings">): string {
  return [
    t("quality.loss", { here: percentOf(quality.lossIn), there: percentOf(quality.lossOut) }),
    t("quality.rtt", { ms: quality.rttMs }),
    t("quality.jitter", { ms: quality.jitterMs }),
  ].join(" · ");
}
