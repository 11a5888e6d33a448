import { Button, Collapse, Modal, TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedValue, useDisclosure, useMediaQuery } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconAdjustmentsHorizontal, IconSearch } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useStore } from "zustand";

import type { Chat, FoundMessage, User } from "@/api/types";
import { useChats } from "@/hooks/chats";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { peerOf } from "@/realtime/selectors";
import { IconButton } from "@/ui/IconButton";
import { UserAvatar } from "@/ui/UserAvatar";
import { ChatAvatar } from "../ChatAvatar";
import { isSearch, NO_SEARCH, useMessageSearch, type MessageSearch } from "../api/searchMessages";
import { useUserSearch } from "../api/searchUsers";
import { useChatTitle } from "../chatWords";
import { PHONE } from "../screenSizes";
import { FoundRow } from "./FoundRow";
import classes from "./Search.module.css";
import { SearchFilters } from "./SearchFilters";

export interface SwitcherProps {
  initialText: string;
  onClose: () => void;
}

const SEARCH_AFTER_MS = 250;
/** Without words: those that were written to last. */
const CHATS = 8;
const PEOPLE = 5;

type Option =
  | { kind: "chat"; chat: Chat }
  | { kind: "person"; user: User }
  | { kind: "message"; found: FoundMessage };

/** One field over everything: chats, people and messages. Arrows choose, Enter opens. */
export default function Switcher({ initialText, onClose }: SwitcherProps) {
  const { t } = useTranslation("actions");
  const { t: tCommon } = useTranslation();
  const navigate = useNavigate();
  const messenger = useMessenger();
  const failureText = useFailureText();
  const titleOf = useChatTitle();
  const me = useMe();
  const isPhone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false }) === true;
  const [search, setSearch] = useState<MessageSearch>({ ...NO_SEARCH, text: initialText });
  const [asked] = useDebouncedValue(search, SEARCH_AFTER_MS);
  const [filtersShown, filters] = useDisclosure(false);
  const [at, setAt] = useState(0);
  const results = useRef<HTMLDivElement>(null);
  const { chats } = useChats();
  const usersById = useStore(messenger.store, (state) => state.usersById);
  const people = useMemo(() => Object.values(usersById), [usersById]);
  const userSearch = useUserSearch(asked.text.trim());
  const query = useMessageSearch(asked);

  const wanted = search.text.trim().toLocaleLowerCase();
  const foundChats = chats
    .filter((chat) => titleOf(chat).toLocaleLowerCase().includes(wanted))
    .slice(0, CHATS);
  const withChat = new Set(chats.map((chat) => peerOf(chat, me.id)?.id));
  const foundPeople = (wanted === "" ? [] : (userSearch.data?.items ?? []))
    .filter((user) => user.id !== me.id && !withChat.has(user.id))
    .slice(0, PEOPLE);
  const foundMessages = isSearch(asked)
    ? (query.data?.pages.flatMap((page) => page.items) ?? [])
    : [];
  const options: Option[] = [
    ...foundChats.map((chat) => ({ kind: "chat" as const, chat })),
    ...foundPeople.map((user) => ({ kind: "person" as const, user })),
    ...foundMessages.map((found) => ({ kind: "message" as const, found })),
  ];
  const active = Math.min(at, Math.max(0, options.length - 1));

  useEffect(() => {
    results.current?.querySelector("[data-active]")?.scrollIntoView({ block: "nearest" });
  }, [active]);

  async function open(option: Option): Promise<void> {
    switch (option.kind) {
      case "chat":
        onClose();
        void navigate(paths.chat(option.chat.id));
        return;
      case "message": {
        const { chatId, seq } = option.found.message;
        onClose();
        void navigate(`${paths.chat(chatId)}?message=${seq}`);
        return;
      }
      case "person":
        try {
          const chatId = await messenger.chats.openDirect(option.user.id);
          onClose();
          void navigate(paths.chat(chatId));
        } catch (caught) {
          notifications.show({ message: failureText(caught), color: "red" });
        }
        return;
    }
  }

  function onKey(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(options.length - 1, active + step)));
      return;
    }
    const option = options[active];
    if (event.key === "Enter" && option !== undefined) {
      event.preventDefault();
      void open(option);
    }
  }

  function change(part: Partial<MessageSearch>): void {
    setAt(0);
    setSearch((before) => ({ ...before, ...part }));
  }

  const idOf = (index: number): string => `found-${index}`;
  // The options stand in this order: chats, people, messages.
  const optionAt = (index: number): { id: string; active: boolean } => ({
    id: idOf(index),
    active: index === active,
  });

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("search.title")}
      size="lg"
      fullScreen={isPhone}
      yOffset="8dvh"
      closeButtonProps={{ "aria-label": tCommon("close") }}
      classNames={{ body: classes["body"] ?? "" }}
    >
      <TextInput
        // In the same moment in which it is there: keys must not go elsewhere in between.
        autoFocus
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls="found"
        aria-activedescendant={options.length === 0 ? undefined : idOf(active)}
        aria-label={t("search.everywhere")}
        placeholder={t("search.everywhere")}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={
          <IconButton
            size={34}
            label={t("search.filters")}
            icon={<IconAdjustmentsHorizontal size={18} />}
            aria-expanded={filtersShown}
            onClick={filters.toggle}
          />
        }
        variant="filled"
        radius="xl"
        size="md"
        value={search.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        onKeyDown={onKey}
        autoComplete="off"
        spellCheck={false}
      />
      <Collapse expanded={filtersShown}>
        <SearchFilters search={search} people={people} onChange={change} />
      </Collapse>
      <div
        ref={results}
        id="found"
        role="listbox"
        aria-label={t("search.results")}
        className={classes["results"]}
        data-tall={isPhone || undefined}
      >
        {foundChats.length > 0 && <p className={classes["head"]}>{t("search.chats")}</p>}
        {foundChats.map((chat, index) => {
          const { id, active: isActive } = optionAt(index);
          return (
            <UnstyledButton
              key={chat.id}
              id={id}
              role="option"
              aria-selected={isActive}
              data-active={isActive || undefined}
              className={classes["row"]}
              tabIndex={-1}
              onClick={() => void open({ kind: "chat", chat })}
            >
              <ChatAvatar chat={chat} size={40} />
              <span className={classes["title"]}>{titleOf(chat)}</span>
            </UnstyledButton>
          );
        })}
        {foundPeople.length > 0 && <p className={classes["head"]}>{t("search.people")}</p>}
        {foundPeople.map((user, index) => {
          const { id, active: isActive } = optionAt(foundChats.length + index);
          return (
            <UnstyledButton
              key={user.id}
              id={id}
              role="option"
              aria-selected={isActive}
              data-active={isActive || undefined}
              className={classes["row"]}
              tabIndex={-1}
              onClick={() => void open({ kind: "person", user })}
            >
              <UserAvatar id={user.id} name={user.displayName} src={user.avatarUrl} size={40} />
              <span className={classes["title"]}>{user.displayName}</span>
            </UnstyledButton>
          );
        })}
        {foundMessages.length > 0 && <p className={classes["head"]}>{t("search.messages")}</p>}
        {foundMessages.map((found, index) => (
          <FoundRow
            key={found.message.id}
            found={found}
            {...optionAt(foundChats.length + foundPeople.length + index)}
            onOpen={() => void open({ kind: "message", found })}
          />
        ))}
        {query.hasNextPage && foundMessages.length > 0 && (
          <Button
            variant="subtle"
            fullWidth
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("search.more")}
          </Button>
        )}
        {isSearch(asked) && query.error !== null && (
          <p className={classes["note"]} role="alert">
            {failureText(query.error)}
          </p>
        )}
        {options.length === 0 && query.error === null && !query.isFetching && (
          <p className={classes["note"]}>{t("search.nothing")}</p>
        )}
      </div>
    </Modal>
  );
}
