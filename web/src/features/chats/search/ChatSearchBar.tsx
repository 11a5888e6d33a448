import { Collapse, TextInput } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import {
  IconAdjustmentsHorizontal,
  IconArrowLeft,
  IconChevronDown,
  IconChevronUp,
} from "@tabler/icons-react";
import { useEffect, useEffectEvent, useMemo, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import type { Chat } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { IconButton } from "@/ui/IconButton";
import { isSearch, NO_SEARCH, useMessageSearch, type MessageSearch } from "../api/searchMessages";
import { useMembers } from "../info/useMembers";
import classes from "./Search.module.css";
import { SearchFilters } from "./SearchFilters";

export interface ChatSearchBarProps {
  chat: Chat;
  onJump: (seq: number) => void;
  onClose: () => void;
}

const SEARCH_AFTER_MS = 300;

/** In place of the chat's header: looks for messages here and goes from one to the next. */
export default function ChatSearchBar({ chat, onJump, onClose }: ChatSearchBarProps) {
  const { t } = useTranslation("actions");
  const failureText = useFailureText();
  const { members } = useMembers(chat);
  const [search, setSearch] = useState<MessageSearch>({ ...NO_SEARCH, chatId: chat.id });
  const [asked] = useDebouncedValue(search, SEARCH_AFTER_MS);
  const [filtersShown, filters] = useDisclosure(false);
  // Of one search; the next one begins at its newest again.
  const [gone, setGone] = useState({ asked, place: 0 });
  const place = gone.asked === asked ? gone.place : 0;
  const query = useMessageSearch(asked);
  const found = useMemo(
    () => (isSearch(asked) ? (query.data?.pages.flatMap((page) => page.items) ?? []) : []),
    [asked, query.data],
  );
  const firstId = found[0]?.message.id;
  const people = useMemo(() => (members ?? []).map((member) => member.user), [members]);

  const jumpToFirst = useEffectEvent(() => {
    const seq = found[0]?.message.seq;
    if (seq !== undefined) onJump(seq);
  });
  // The newest one that was found shows at once.
  useEffect(() => {
    if (firstId !== undefined) jumpToFirst();
  }, [firstId, asked]);

  function go(step: 1 | -1): void {
    const next = place + step;
    if (next < 0 || next >= found.length) return;
    if (next >= found.length - 3 && query.hasNextPage) void query.fetchNextPage();
    setGone({ asked, place: next });
    const seq = found[next]?.message.seq;
    if (seq !== undefined) onJump(seq);
  }

  function onKey(event: KeyboardEvent): void {
    const step =
      event.key === "Enter" || event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    go(event.key === "Enter" && event.shiftKey ? -1 : step);
  }

  const isAsked = isSearch(asked);
  return (
    <div role="search" aria-label={t("search.inChat")}>
      <div className={classes["bar"]}>
        <IconButton
          label={t("search.close")}
          icon={<IconArrowLeft size={24} />}
          onClick={onClose}
        />
        <TextInput
          className={classes["barField"] ?? ""}
          role="searchbox"
          autoFocus
          variant="filled"
          radius="xl"
          aria-label={t("search.inChat")}
          placeholder={t("search.inChat")}
          value={search.text}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setSearch((before) => ({ ...before, text }));
          }}
          onKeyDown={onKey}
          autoComplete="off"
          spellCheck={false}
        />
        <span className={classes["place"]} role="status">
          {isAsked &&
            (query.error !== null
              ? failureText(query.error)
              : query.isSuccess &&
                (found.length === 0
                  ? t("search.none")
                  : t("search.place", {
                      place: place + 1,
                      count: found.length,
                      more: query.hasNextPage ? "+" : "",
                    })))}
        </span>
        <IconButton
          size={36}
          label={t("search.older")}
          icon={<IconChevronUp size={22} />}
          disabled={place >= found.length - 1}
          onClick={() => go(1)}
        />
        <IconButton
          size={36}
          label={t("search.newer")}
          icon={<IconChevronDown size={22} />}
          disabled={place === 0}
          onClick={() => go(-1)}
        />
        <IconButton
          size={36}
          label={t("search.filters")}
          icon={<IconAdjustmentsHorizontal size={20} />}
          aria-expanded={filtersShown}
          onClick={filters.toggle}
        />
      </div>
      <Collapse expanded={filtersShown} px="xs" pb={filtersShown ? "xs" : 0}>
        <SearchFilters
          search={search}
          people={people}
          onChange={(change) => setSearch((before) => ({ ...before, ...change }))}
        />
      </Collapse>
    </div>
  );
}
