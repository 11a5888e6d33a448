import { Button, Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { User } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import type { PeopleSearch } from "./peopleSearch";
import classes from "./PeopleFound.module.css";

export interface PeopleFoundProps {
  search: PeopleSearch;
  /** Said when there is nobody, and nobody was searched for. */
  emptyText: string;
  /** What to do then; nothing by default. */
  emptyAction?: ReactNode;
  /** The list of those who are there; `more` is its last item, if there are more. */
  children: (people: readonly User[], more: ReactNode) => ReactNode;
}

/** A list of people, or what stands in its place: loading, failed, nobody found, nobody there. */
export function PeopleFound({ search, emptyText, emptyAction, children }: PeopleFoundProps) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const failureText = useFailureText();
  const { people, error, isSearch, more } = search;

  if (people === undefined) {
    return error === null ? (
      <div role="status" aria-busy="true" aria-label={tCommon("loading")}>
        {[44, 60, 38, 52].map((width) => (
          <div key={width} className={classes["skeleton"]}>
            <Skeleton circle height={44} />
            <Skeleton height={14} width={`${width}%`} />
          </div>
        ))}
      </div>
    ) : (
      <ErrorState
        title={t("picker.failed")}
        text={failureText(error)}
        actionLabel={tCommon("retry")}
        onAction={search.retry}
      />
    );
  }
  if (people.length === 0) {
    return isSearch ? (
      <EmptyState
        illustration="search"
        title={t("picker.nothingFound")}
        text={t("picker.nothingFoundText")}
      />
    ) : (
      <EmptyState
        illustration="people"
        title={t("picker.emptyTitle")}
        text={emptyText}
        action={emptyAction}
      />
    );
  }
  return children(
    people,
    more !== null && (
      <li className={classes["more"]} role="presentation">
        <Button variant="subtle" loading={more.isLoading} onClick={more.load}>
          {t("picker.more")}
        </Button>
      </li>
    ),
  );
}
