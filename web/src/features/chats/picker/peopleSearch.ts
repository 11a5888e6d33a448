import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";

import type { User } from "@/api/types";
import { useMe } from "@/hooks/session";
import { useDirectory } from "../api/listUsers";
import { useUserSearch } from "../api/searchUsers";

export interface PeopleSearch {
  /** As it stands in the field. */
  text: string;
  setText: (text: string) => void;
  /** Whether `people` are those who were searched for. */
  isSearch: boolean;
  /** Without me; `undefined` while they are loading. */
  people: User[] | undefined;
  error: Error | null;
  retry: () => void;
  /** `null`: these are all. */
  more: { isLoading: boolean; load: () => void } | null;
}

const SEARCH_AFTER_MS = 250;

/** Everybody on the server, page by page, or those whose name or login is searched for. */
export function usePeopleSearch(): PeopleSearch {
  const me = useMe();
  const [text, setText] = useState("");
  const [query] = useDebouncedValue(text.trim(), SEARCH_AFTER_MS);
  const isSearch = query !== "";
  const directory = useDirectory(!isSearch);
  const found = useUserSearch(query);
  const active = isSearch ? found : directory;
  const all = isSearch ? found.data?.items : directory.data?.pages.flatMap((page) => page.items);
  return {
    text,
    setText,
    isSearch,
    people: all?.filter((user) => user.id !== me.id),
    error: active.error,
    retry: () => void active.refetch(),
    more:
      !isSearch && directory.hasNextPage
        ? {
            isLoading: directory.isFetchingNextPage,
            load: () => void directory.fetchNextPage(),
          }
        : null,
  };
}
