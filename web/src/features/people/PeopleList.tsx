import {
  Button,
  CloseButton,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  VisuallyHidden,
} from "@mantine/core";
import { useDebouncedValue, useIntersection } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { User } from "@/api/types";
import { useIncomingCount } from "@/hooks/contacts";
import { useFailureText } from "@/hooks/failureText";
import { useConnection, useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { useDirectory } from "./api/directory";
import { useSearchPeople } from "./api/searchPeople";
import { ContactsTab } from "./ContactsTab";
import { EchoRow } from "./EchoRow";
import { PersonRow, PersonRowSkeleton } from "./PersonRow";
import classes from "./PeopleList.module.css";

/** The search box, and below it everybody or whom it found. */
export function PeopleList() {
  const { t } = useTranslation("people");
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), 250);
  const asking = useIncomingCount();
  const [tab, setTab] = useState<"all" | "contacts">(asking > 0 ? "contacts" : "all");
  const isSearch = query !== "" && typed.trim() !== "";
  return (
    <div className={classes["root"]}>
      <div className={classes["search"]}>
        <TextInput
          type="search"
          aria-label={t("search.label")}
          placeholder={t("search.placeholder")}
          leftSection={<IconSearch size={18} aria-hidden />}
          rightSection={
            typed !== "" && (
              <CloseButton aria-label={t("search.clear")} onClick={() => setTyped("")} />
            )
          }
          radius="xl"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setTyped("");
          }}
        />
      </div>
      {isSearch ? (
        <Found query={query} />
      ) : (
        <>
          <div className={classes["tabs"]}>
            <SegmentedControl
              fullWidth
              radius="xl"
              size="sm"
              aria-label={t("tabs.label")}
              value={tab}
              onChange={(value) => setTab(value === "contacts" ? "contacts" : "all")}
              data={[
                { value: "all", label: t("tabs.all") },
                {
                  value: "contacts",
                  label: asking > 0 ? `${t("tabs.contacts")} · ${asking}` : t("tabs.contacts"),
                },
              ]}
            />
          </div>
          <EchoRow />
          {tab === "all" ? <Directory /> : <ContactsTab onShowAll={() => setTab("all")} />}
        </>
      )}
    </div>
  );
}

function Found({ query }: { query: string }) {
  const { t } = useTranslation(["people", "common"]);
  const failureText = useFailureText();
  const search = useSearchPeople(query);

  if (search.data === undefined) {
    if (search.isPending) return <ListSkeleton />;
    return (
      <ErrorState
        title={t("people:list.failedTitle")}
        text={failureText(search.error)}
        actionLabel={t("common:retry")}
        onAction={() => void search.refetch()}
      />
    );
  }
  const found = search.data.items;
  if (found.length === 0) {
    return (
      <EmptyState
        illustration="search"
        title={t("people:search.noneTitle")}
        text={t("people:search.noneText")}
      />
    );
  }
  return (
    <>
      <VisuallyHidden role="status">
        {t("people:search.results", { count: found.length })}
      </VisuallyHidden>
      <Rows label={t("people:search.label")} users={found} />
    </>
  );
}

function Directory() {
  const { t } = useTranslation(["people", "common"]);
  const failureText = useFailureText();
  const me = useMe();
  const connection = useConnection();
  const directory = useDirectory();
  const users = directory.data?.pages.flatMap((page) => page.items) ?? [];

  if (directory.data === undefined) {
    if (directory.isPending) return <ListSkeleton />;
    return (
      <ErrorState
        title={t("people:list.failedTitle")}
        text={failureText(directory.error)}
        actionLabel={t("common:retry")}
        onAction={() => void directory.refetch()}
      />
    );
  }
  const alone = users.every((user) => user.id === me.id);
  return (
    <>
      {directory.isRefetchError && connection.phase === "offline" && (
        <Text size="sm" c="dimmed" ta="center" role="status">
          {t("people:list.stale")}
        </Text>
      )}
      <Rows label={t("people:list.label")} users={users}>
        <More
          hasMore={directory.hasNextPage}
          failed={directory.isFetchNextPageError}
          loading={directory.isFetchingNextPage}
          onMore={() => void directory.fetchNextPage()}
        />
        {alone && (
          <EmptyState
            illustration="people"
            title={t("people:list.emptyTitle")}
            text={t("people:list.emptyText")}
            action={
              me.isAdmin === true && (
                <Button component={Link} to={paths.settingsSection("invites")} mt="sm">
                  {t("people:list.invite")}
                </Button>
              )
            }
          />
        )}
      </Rows>
    </>
  );
}

function Rows({
  label,
  users,
  children,
}: {
  label: string;
  users: readonly User[];
  children?: ReactNode;
}) {
  return (
    <div className={classes["scroll"]}>
      <ul className={classes["list"]} aria-label={label}>
        {users.map((user) => (
          <li key={user.id}>
            <PersonRow user={user} />
          </li>
        ))}
      </ul>
      {children}
    </div>
  );
}

interface MoreProps {
  hasMore: boolean;
  failed: boolean;
  loading: boolean;
  onMore: () => void;
}

/** Fetches the next page when it comes into sight; a button for when that failed. */
function More({ hasMore, failed, loading, onMore }: MoreProps) {
  const { t } = useTranslation("people");
  const { ref, entry } = useIntersection({ rootMargin: "400px" });
  const visible = entry?.isIntersecting === true;
  useEffect(() => {
    if (visible && hasMore && !failed && !loading) onMore();
  }, [visible, hasMore, failed, loading, onMore]);

  if (!hasMore) return null;
  return (
    <Stack ref={ref} align="center" p="sm">
      <Button variant="subtle" loading={loading} onClick={onMore}>
        {failed ? t("list.moreFailed") : t("list.more")}
      </Button>
    </Stack>
  );
}

function ListSkeleton() {
  const { t } = useTranslation("common");
  return (
    <div className={classes["scroll"]} role="status" aria-label={t("loading")}>
      {Array.from({ length: 8 }, (_, index) => (
        <PersonRowSkeleton key={index} />
      ))}
    </div>
  );
}
