import { useEffect, useState } from "react";
import { Button, Group, SegmentedControl, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconActivity } from "@tabler/icons-react";
import {
  useInfiniteQuery,
  useMutation,
  useQueryClient,
  type InfiniteData,
} from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Call, CallId, List } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { dateOf } from "@/lib/moments";
import { paths } from "@/lib/paths";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { deleteFromHistory, historyKey, historyQuery } from "../api/history";
import classes from "./CallHistory.module.css";
import {
  dayName,
  groupByDay,
  historyEntry,
  matchesFilter,
  type HistoryFilter,
} from "./historyEntry";
import { HistoryRow } from "./HistoryRow";

/** Fewer than this on the screen: the next page is fetched without being asked for. */
const ENOUGH = 15;

/** `/calls`: past calls, the newest first. */
export function CallHistory() {
  const { t } = useTranslation("calls");
  const { t: common } = useTranslation("common");
  const { t: check } = useTranslation("check");
  const me = useMe();
  const failureText = useFailureText();
  const [filter, setFilter] = useState<HistoryFilter>("all");
  const query = useInfiniteQuery(historyQuery);
  const remove = useDeletion();
  const calls = query.data?.pages.flatMap((page) => page.items) ?? [];
  const entries = calls.flatMap((call) => historyEntry(call, me.id) ?? []);
  const shown = entries.filter((entry) => matchesFilter(entry, filter));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;

  // The filter is ours, the pages are the server's: a page may hold nothing that passes.
  const wantsMore = shown.length < ENOUGH && hasNextPage && !isFetchingNextPage;
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);

  return (
    <div className={classes["page"]}>
      <div className={classes["head"]}>
        <Title order={1} size="h2">
          {t("title")}
        </Title>
        <Button
          component={Link}
          to={paths.connectionCheck}
          variant="subtle"
          size="compact-md"
          leftSection={<IconActivity size={20} />}
        >
          {check("open")}
        </Button>
      </div>
      <SegmentedControl
        className={classes["filter"]}
        classNames={{ control: classes["filterPart"] ?? "", label: classes["filterLabel"] ?? "" }}
        aria-label={t("history.filterLabel")}
        value={filter}
        onChange={(value) => setFilter(value)}
        data={FILTERS.map((value) => ({ value, label: t(`history.${value}`) }))}
      />
      {remove.isError && (
        <Text c="red" role="alert">
          {t("history.deleteFailed")}
        </Text>
      )}
      {query.isPending ? (
        <Waiting />
      ) : query.isError && calls.length === 0 ? (
        <ErrorState
          title={t("history.failedTitle")}
          text={failureText(query.error)}
          actionLabel={common("retry")}
          onAction={() => void query.refetch()}
        />
      ) : shown.length === 0 && !hasNextPage ? (
        <NothingHere filter={filter} onShowAll={() => setFilter("all")} />
      ) : (
        <Days entries={shown} onDelete={(callId) => remove.mutate(callId)} />
      )}
      {hasNextPage && !query.isPending && (
        <div className={classes["more"]}>
          <Button
            variant="subtle"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {t("history.more")}
          </Button>
        </div>
      )}
    </div>
  );
}

const FILTERS: HistoryFilter[] = ["all", "missed", "incoming", "outgoing"];

interface DaysProps {
  entries: Parameters<typeof groupByDay>[0];
  onDelete: (callId: CallId) => void;
}

function Days({ entries, onDelete }: DaysProps) {
  const { t, i18n } = useTranslation("calls");
  const now = useMessenger().serverNow();
  return groupByDay(entries).map(({ startMs, entries: ofDay }) => {
    const name = dayName(startMs, now);
    return (
      <section key={startMs}>
        <h2 className={classes["day"]}>
          {name === "earlier" ? dateOf(startMs, now, i18n.language) : t(`history.${name}`)}
        </h2>
        <ul className={classes["list"]}>
          {ofDay.map((entry) => (
            <HistoryRow
              key={entry.call.id}
              entry={entry}
              onDelete={() => onDelete(entry.call.id)}
            />
          ))}
        </ul>
      </section>
    );
  });
}

interface NothingHereProps {
  filter: HistoryFilter;
  onShowAll: () => void;
}

function NothingHere({ filter, onShowAll }: NothingHereProps) {
  const { t } = useTranslation("calls");
  if (filter !== "all") {
    return (
      <EmptyState
        illustration="calls"
        title={t(filter === "missed" ? "history.emptyMissed" : "history.emptyFiltered")}
        text={t(filter === "missed" ? "history.emptyMissedText" : "history.emptyFilteredText")}
        action={
          <Button mt="sm" variant="light" onClick={onShowAll}>
            {t("history.showAll")}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      illustration="calls"
      title={t("history.emptyTitle")}
      text={t("history.emptyText")}
      action={
        <Button component={Link} to={paths.people} mt="sm">
          {t("history.emptyAction")}
        </Button>
      }
    />
  );
}

function Waiting() {
  return (
    <Stack mt="md" aria-hidden>
      {[0, 1, 2, 3, 4].map((line) => (
        <Group key={line} wrap="nowrap">
          <Skeleton circle height={48} />
          <Stack gap="xs" flex={1}>
            <Skeleton height={14} width="40%" />
            <Skeleton height={12} width="60%" />
          </Stack>
        </Group>
      ))}
    </Stack>
  );
}

/** Takes the line away at once, and puts it back when the server refuses. */
function useDeletion() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: deleteFromHistory,
    onMutate: async (callId: CallId) => {
      await queries.cancelQueries({ queryKey: historyKey });
      queries.setQueryData<InfiniteData<List<Call>>>(historyKey, (data) =>
        data === undefined
          ? data
          : {
              ...data,
              pages: data.pages.map((page) => ({
                ...page,
                items: page.items.filter(({ id }) => id !== callId),
              })),
            },
      );
    },
    onSettled: () => queries.invalidateQueries({ queryKey: historyKey }),
  });
}
