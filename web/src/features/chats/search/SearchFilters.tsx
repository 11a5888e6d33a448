import { Select, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { User } from "@/api/types";
import type { MessageHas, MessageSearch } from "../api/searchMessages";
import classes from "./Search.module.css";

export interface SearchFiltersProps {
  search: MessageSearch;
  /** Whose messages may be looked for. */
  people: readonly User[];
  onChange: (change: Partial<MessageSearch>) => void;
}

const HAS: readonly MessageHas[] = ["photo", "file", "voice", "link"];

/** From whom, with what, and when. */
export function SearchFilters({ search, people, onChange }: SearchFiltersProps) {
  const { t } = useTranslation("actions");
  const names = useMemo(
    () => people.map((user) => ({ value: user.id, label: user.displayName })),
    [people],
  );
  return (
    <div className={classes["filters"]} role="group" aria-label={t("search.filters")}>
      <Select
        className={classes["filter"] ?? ""}
        size="sm"
        clearable
        searchable
        aria-label={t("search.from")}
        placeholder={t("search.from")}
        data={names}
        value={search.from}
        onChange={(from) => onChange({ from })}
        comboboxProps={{ withinPortal: true }}
      />
      <Select
        className={classes["filter"] ?? ""}
        size="sm"
        clearable
        aria-label={t("search.has")}
        placeholder={t("search.has")}
        data={HAS.map((value) => ({ value, label: t(`search.kind.${value}`) }))}
        value={search.has}
        onChange={(value) => onChange({ has: HAS.find((one) => one === value) ?? null })}
        comboboxProps={{ withinPortal: true }}
      />
      <TextInput
        className={classes["filter"] ?? ""}
        size="sm"
        type="date"
        aria-label={t("search.after")}
        title={t("search.after")}
        value={search.after ?? ""}
        onChange={(event) => onChange({ after: event.currentTarget.value || null })}
      />
      <TextInput
        className={classes["filter"] ?? ""}
        size="sm"
        type="date"
        aria-label={t("search.before")}
        title={t("search.before")}
        value={search.before ?? ""}
        onChange={(event) => onChange({ before: event.currentTarget.value || null })}
      />
    </div>
  );
}
