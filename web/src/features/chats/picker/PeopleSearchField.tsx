import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";

import type { PeopleSearch } from "./peopleSearch";

export interface PeopleSearchFieldProps {
  label: string;
  search: PeopleSearch;
}

/** Where one types whom one looks for; has the focus when its dialogue opens. */
export function PeopleSearchField({ label, search }: PeopleSearchFieldProps) {
  return (
    <TextInput
      data-autofocus
      role="searchbox"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={18} aria-hidden />}
      variant="filled"
      radius="xl"
      size="md"
      value={search.text}
      onChange={(event) => search.setText(event.currentTarget.value)}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
    />
  );
}
