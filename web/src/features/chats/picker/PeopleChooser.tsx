import { Button, CloseButton, Skeleton, TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCheck, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { User, UserId } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMe } from "@/hooks/session";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { UserAvatar } from "@/ui/UserAvatar";
import { useDirectory } from "../api/listUsers";
import { useUserSearch } from "../api/searchUsers";
import classes from "./PeopleChooser.module.css";

export interface PeopleChooserProps {
  chosen: readonly User[];
  onChange: (chosen: User[]) => void;
  /** Who cannot be chosen because they are in already; nobody by default. */
  taken?: ReadonlySet<UserId>;
  /** What is said of them. */
  takenNote?: string;
  /** Said when there is nobody else to choose. */
  emptyText: string;
}

const SEARCH_AFTER_MS = 250;

/** Several people out of everybody on the server; who is chosen stays above the search. */
export function PeopleChooser(props: PeopleChooserProps) {
  const { chosen, onChange, taken = NOBODY, takenNote, emptyText } = props;
  const { t } = useTranslation("groups");
  const [search, setSearch] = useState("");
  const [query] = useDebouncedValue(search.trim(), SEARCH_AFTER_MS);
  const chosenIds = new Set(chosen.map((user) => user.id));

  function toggle(user: User): void {
    onChange(
      chosenIds.has(user.id) ? chosen.filter((one) => one.id !== user.id) : [...chosen, user],
    );
    setSearch("");
  }

  return (
    <div className={classes["root"]}>
      {chosen.length > 0 && (
        <ul
          className={classes["chosen"]}
          role="list"
          aria-label={t("new.chosen", { count: chosen.length })}
        >
          {chosen.map((user) => (
            <li key={user.id} className={classes["chip"]}>
              <UserAvatar id={user.id} name={user.displayName} src={user.avatarUrl} size={28} />
              <span className={classes["chipName"]}>{user.displayName}</span>
              <CloseButton
                size={28}
                radius="xl"
                aria-label={t("new.takeOut", { name: user.displayName })}
                onClick={() => toggle(user)}
              />
            </li>
          ))}
        </ul>
      )}
      <TextInput
        data-autofocus
        role="searchbox"
        aria-label={t("new.search")}
        placeholder={t("new.search")}
        leftSection={<IconSearch size={18} aria-hidden />}
        variant="filled"
        radius="xl"
        size="md"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      <People
        query={query}
        chosenIds={chosenIds}
        taken={taken}
        takenNote={takenNote ?? ""}
        emptyText={emptyText}
        onToggle={toggle}
      />
    </div>
  );
}

interface PeopleProps {
  query: string;
  chosenIds: ReadonlySet<UserId>;
  taken: ReadonlySet<UserId>;
  takenNote: string;
  emptyText: string;
  onToggle: (user: User) => void;
}

function People({ query, chosenIds, taken, takenNote, emptyText, onToggle }: PeopleProps) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const me = useMe();
  const failureText = useFailureText();
  const isSearch = query !== "";
  const directory = useDirectory(!isSearch);
  const found = useUserSearch(query);
  const active = isSearch ? found : directory;
  const people = (
    isSearch ? found.data?.items : directory.data?.pages.flatMap((page) => page.items)
  )?.filter((user) => user.id !== me.id);

  if (people === undefined) {
    return active.error === null ? (
      <div className={classes["people"]} aria-busy="true" aria-label={tCommon("loading")}>
        {[44, 60, 38].map((width) => (
          <div key={width} className={classes["row"]}>
            <Skeleton circle height={44} />
            <Skeleton height={14} width={`${width}%`} />
          </div>
        ))}
      </div>
    ) : (
      <ErrorState
        title={t("picker.failed")}
        text={failureText(active.error)}
        actionLabel={tCommon("retry")}
        onAction={() => void active.refetch()}
      />
    );
  }
  if (people.length === 0) {
    return (
      <div className={classes["people"]}>
        {isSearch ? (
          <EmptyState
            illustration="search"
            title={t("picker.nothingFound")}
            text={t("picker.nothingFoundText")}
          />
        ) : (
          <EmptyState illustration="people" title={t("picker.emptyTitle")} text={emptyText} />
        )}
      </div>
    );
  }
  return (
    <ul
      className={classes["people"]}
      role="listbox"
      aria-multiselectable
      aria-label={t("picker.people")}
    >
      {people.map((user) => {
        const isTaken = taken.has(user.id);
        const isChosen = chosenIds.has(user.id) || isTaken;
        return (
          <UnstyledButton
            key={user.id}
            component="li"
            role="option"
            aria-selected={isChosen}
            aria-disabled={isTaken || undefined}
            tabIndex={0}
            className={classes["row"] ?? ""}
            data-taken={isTaken || undefined}
            onClick={() => {
              if (!isTaken) onToggle(user);
            }}
            onKeyDown={(event) => {
              if ((event.key === "Enter" || event.key === " ") && !isTaken) {
                event.preventDefault();
                onToggle(user);
              }
            }}
          >
            <UserAvatar id={user.id} name={user.displayName} src={user.avatarUrl} />
            <span className={classes["words"]}>
              <span className={classes["name"]}>{user.displayName}</span>
              <span className={classes["note"]}>{isTaken ? takenNote : `@${user.login}`}</span>
            </span>
            <span className={classes["tick"]} data-on={isChosen || undefined} aria-hidden>
              {isChosen && <IconCheck size={16} stroke={3} />}
            </span>
          </UnstyledButton>
        );
      })}
      {!isSearch && directory.hasNextPage && (
        <li className={classes["more"]} role="presentation">
          <Button
            variant="subtle"
            loading={directory.isFetchingNextPage}
            onClick={() => void directory.fetchNextPage()}
          >
            {t("picker.more")}
          </Button>
        </li>
      )}
    </ul>
  );
}

const NOBODY: ReadonlySet<UserId> = new Set();
