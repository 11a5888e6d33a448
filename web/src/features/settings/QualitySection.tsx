import { Button, SegmentedControl, Skeleton, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useFailureText } from "@/hooks/failureText";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { callReportsQuery } from "./api/callReports";
import { CallReportCard } from "./CallReportCard";
import type { ReportFilter } from "./callVerdict";
import classes from "./QualitySection.module.css";

/** How everybody's calls were: for admins. */
export function QualitySection() {
  const { t } = useTranslation("settings");
  const [filter, setFilter] = useState<ReportFilter>("all");
  return (
    <Stack gap="lg">
      <Text c="dimmed" size="sm">
        {t("quality.text")}
      </Text>
      <SegmentedControl
        aria-label={t("quality.filter")}
        value={filter}
        onChange={(value) => setFilter(value)}
        data={FILTERS.map((value) => ({ value, label: t(`quality.${value}`) }))}
      />
      <Reports filter={filter} />
    </Stack>
  );
}

const FILTERS: ReportFilter[] = ["all", "poor"];

function Reports({ filter }: { filter: ReportFilter }) {
  const { t } = useTranslation(["settings", "common"]);
  const failureText = useFailureText();
  const query = useInfiniteQuery(callReportsQuery(filter));

  if (query.data === undefined) {
    if (query.isPending) return <Waiting />;
    return (
      <ErrorState
        title={t("settings:failedTitle")}
        text={failureText(query.error)}
        actionLabel={t("common:retry")}
        onAction={() => void query.refetch()}
      />
    );
  }
  const reports = query.data.pages.flatMap((page) => page.items);
  if (reports.length === 0) {
    const [title, text] =
      filter === "all"
        ? [t("settings:quality.emptyTitle"), t("settings:quality.emptyText")]
        : [t("settings:quality.emptyPoorTitle"), t("settings:quality.emptyPoorText")];
    return <EmptyState illustration="calls" title={title} text={text} />;
  }
  return (
    <>
      <ul className={classes["list"]}>
        {reports.map((report) => (
          <li key={report.callId}>
            <CallReportCard report={report} />
          </li>
        ))}
      </ul>
      {query.isFetchNextPageError && (
        <Text c="red" role="alert">
          {failureText(query.error)}
        </Text>
      )}
      {query.hasNextPage && (
        <Button
          variant="subtle"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("settings:quality.more")}
        </Button>
      )}
    </>
  );
}

function Waiting() {
  const { t } = useTranslation("common");
  return (
    <Stack role="status" aria-label={t("loading")}>
      <Skeleton height={140} radius="md" />
      <Skeleton height={140} radius="md" />
    </Stack>
  );
}
