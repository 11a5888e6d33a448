import { Button, SegmentedControl, Skeleton, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconArchive,
  IconArrowLeft,
  IconMessagePlus,
  IconSearch,
  IconX,
} from "@tabler/icons-react";
import { Suspense, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";

import type { Chat, ChatId } from "@/api/types";
import { useChats } from "@/hooks/chats";
import { useGoBack } from "@/hooks/goBack";
import { useMessenger } from "@/hooks/messengerContext";
import { useConnection } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { useChatTitle } from "../chatWords";
import type { ChatMenuRequest } from "../menu/ChatMenu";
import { openSwitcher } from "../search/switcher";
import { useServerNow } from "../useServerNow";
import { ChatRow } from "./ChatRow";
import classes from "./ChatListPane.module.css";
import { ChatMenu, NewChatPicker, useEverOpened, useLateParts } from "./late";
import { archiveOf, filters, shownChats, type Archive, type Filter, type Shelf } from "./shelf";

export interface ChatListPaneProps {
  /** The chat on screen, if any. */
  openId: ChatId | null;
}

/** The list of chats with its search, filter and the way to a new one. */
export function ChatListPane({ openId }: ChatListPaneProps) {
  const { t } = useTranslation("chats");
  const navigate = useNavigate();
  const [search, setSearch] = useState("");
  const [filter, setFilter] = useState<Filter>("all");
  const [params] = useSearchParams();
  const shelf: Shelf = params.get(SHELF_PARAM) === "archive" ? "archive" : "main";
  const goBack = useGoBack(paths.chats);
  const [menu, setMenu] = useState<ChatMenuRequest | null>(null);
  const now = useServerNow();
  const [pickerOpened, picker] = useDisclosure(false);
  const { chats, loaded } = useChats();
  useLateParts(loaded);
  const menuEverOpened = useEverOpened(menu !== null);
  const pickerEverOpened = useEverOpened(pickerOpened);
  const titleOf = useChatTitle();
  const searchInput = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);

  // Back in the list, the focus is where one left it.
  const openedBefore = useRef(openId);
  useEffect(() => {
    const left = openedBefore.current;
    openedBefore.current = openId;
    if (openId === null && left !== null) {
      rowsOf(list.current)
        .find((row) => row.dataset["chatId"] === left)
        ?.focus({ preventScroll: true });
    }
  }, [openId]);

  const wanted = search.trim().toLocaleLowerCase();
  // Searched for, a chat is found on whichever shelf it is.
  const visible =
    wanted !== ""
      ? chats.filter((chat) => titleOf(chat).toLocaleLowerCase().includes(wanted))
      : shownChats(chats, { shelf, filter, openId, serverNow: now });
  const archive = archiveOf(chats, now);
  const showsArchive = shelf === "main" && filter === "all" && wanted === "" && archive.count > 0;

  function leaveArchive(): void {
    // Beside an open chat only the list changes.
    if (openId === null) goBack();
    else void navigate(paths.chat(openId));
  }

  function onSearchKey(event: KeyboardEvent): void {
    const first = visible[0];
    if (event.key === "Escape" && search !== "") {
      event.preventDefault();
      setSearch("");
    } else if (event.key === "Escape") {
      event.preventDefault();
      searchInput.current?.blur();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      focusRow(list.current, 0);
    } else if (event.key === "Enter" && first !== undefined && search !== "") {
      setSearch("");
      void navigate(paths.chat(first.id));
    }
  }

  function onListKey(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const rows = rowsOf(list.current);
    const at = rows.findIndex((row) => row === document.activeElement);
    if (at + step < 0) searchInput.current?.focus();
    else focusRow(list.current, at + step);
  }

  return (
    <section className={classes["root"]} aria-label={t("title")}>
      <header className={classes["header"]}>
        {shelf === "archive" && (
          <IconButton
            label={t("list.leaveArchive")}
            icon={<IconArrowLeft size={24} />}
            onClick={leaveArchive}
          />
        )}
        <h1 className={classes["title"]}>{shelf === "archive" ? t("list.archive") : t("title")}</h1>
        <IconButton
          label={t("list.newChat")}
          icon={<IconMessagePlus size={24} stroke={1.75} />}
          color="green"
          onClick={picker.open}
        />
      </header>
      <div className={classes["tools"]}>
        <TextInput
          ref={searchInput}
          role="searchbox"
          aria-label={t("list.search")}
          placeholder={t("list.search")}
          leftSection={<IconSearch size={18} aria-hidden />}
          rightSection={
            search !== "" && (
              <IconButton
                label={t("list.clearSearch")}
                icon={<IconX size={16} />}
                size={32}
                onClick={() => {
                  setSearch("");
                  searchInput.current?.focus();
                }}
              />
            )
          }
          variant="filled"
          radius="xl"
          size="md"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={onSearchKey}
          autoComplete="off"
          spellCheck={false}
        />
        <SegmentedControl
          aria-label={t("list.filter")}
          className={classes["filters"] ?? ""}
          classNames={{ control: classes["filter"] ?? "", label: classes["filterLabel"] ?? "" }}
          radius="xl"
          size="sm"
          withItemsBorders={false}
          value={filter}
          onChange={(value) => setFilter(filters.find((known) => known === value) ?? "all")}
          data={filters.map((value) => ({ value, label: t(`list.filters.${value}`) }))}
        />
      </div>
      {wanted !== "" && (
        <Button
          variant="subtle"
          justify="start"
          mx="xs"
          leftSection={<IconSearch size={18} aria-hidden />}
          onClick={() => openSwitcher(search.trim())}
        >
          {t("list.inMessages")}
        </Button>
      )}
      <div className={classes["scroller"]}>
        {showsArchive && <ArchiveLink archive={archive} />}
        {visible.length > 0 ? (
          <Rows
            ref={list}
            chats={visible}
            openId={openId}
            now={now}
            search={shelf === "archive" ? ARCHIVE_SEARCH : ""}
            onMenu={setMenu}
            onKeyDown={onListKey}
          />
        ) : !loaded ? (
          <Unloaded />
        ) : (
          <NothingShown
            why={wanted !== "" ? "notFound" : shelf === "archive" ? "archive" : filter}
            onFind={picker.open}
            onShowAll={() => setFilter("all")}
          />
        )}
      </div>
      <Suspense>
        {menuEverOpened && <ChatMenu request={menu} onClose={() => setMenu(null)} />}
        {pickerEverOpened && <NewChatPicker opened={pickerOpened} onClose={picker.close} />}
      </Suspense>
    </section>
  );
}

interface NothingShownProps {
  why: Filter | "notFound" | "archive";
  /** To somebody who is not in the list. */
  onFind: () => void;
  onShowAll: () => void;
}

/** Why the list is empty, and the way on. */
function NothingShown({ why, onFind, onShowAll }: NothingShownProps) {
  const { t } = useTranslation("chats");
  switch (why) {
    case "notFound":
      return (
        <EmptyState
          illustration="search"
          title={t("list.nothingFound")}
          text={t("list.nothingFoundText")}
          action={
            <Button mt="sm" variant="light" onClick={onFind}>
              {t("list.find")}
            </Button>
          }
        />
      );
    case "archive":
      return (
        <EmptyState
          illustration="chats"
          title={t("list.archiveEmpty")}
          text={t("list.archiveEmptyText")}
        />
      );
    case "unread":
    case "direct":
    case "groups":
      return (
        <EmptyState
          illustration="chats"
          title={t(`list.none.${why}`)}
          text={t(`list.noneText.${why}`)}
          action={
            <Button mt="sm" variant="light" onClick={onShowAll}>
              {t("list.showAll")}
            </Button>
          }
        />
      );
    case "all":
      return (
        <EmptyState
          illustration="chats"
          title={t("list.emptyTitle")}
          text={t("list.emptyText")}
          action={
            <Button mt="sm" onClick={onFind}>
              {t("list.find")}
            </Button>
          }
        />
      );
  }
}

/** The way into the archive, with how many of its chats wait. */
function ArchiveLink({ archive }: { archive: Archive }) {
  const { t } = useTranslation("chats");
  return (
    <Link to={paths.chats + ARCHIVE_SEARCH} className={classes["archive"]}>
      <span className={classes["archiveSign"]}>
        <IconArchive size={24} stroke={1.75} aria-hidden />
      </span>
      <span className={classes["archiveName"]}>{t("list.archive")}</span>
      {archive.unread > 0 && (
        <span
          className={classes["archiveCount"]}
          aria-label={t("list.archiveUnread", { count: archive.unread })}
        >
          {archive.unread}
        </span>
      )}
    </Link>
  );
}

interface RowsProps {
  ref: React.Ref<HTMLUListElement>;
  chats: Chat[];
  openId: ChatId | null;
  /** The server's time. */
  now: number;
  search: string;
  onMenu: (request: ChatMenuRequest) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function Rows({ ref, chats, openId, now, search, onMenu, onKeyDown }: RowsProps) {
  const { t } = useTranslation("chats");
  return (
    <ul
      ref={ref}
      className={classes["list"]}
      role="list"
      aria-label={t("title")}
      onKeyDown={onKeyDown}
    >
      {chats.map((chat) => (
        <li key={chat.id}>
          <ChatRow
            chat={chat}
            open={chat.id === openId}
            now={now}
            search={search}
            onMenu={onMenu}
          />
        </li>
      ))}
    </ul>
  );
}

/** Nothing is known yet: still asking, or the server cannot be reached. */
function Unloaded() {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const { t: tErrors } = useTranslation("errors");
  const messenger = useMessenger();
  const connection = useConnection();
  if (connection.phase === "offline" || connection.phase === "waiting") {
    return (
      <ErrorState
        title={t("list.failedTitle")}
        text={tErrors("network")}
        actionLabel={tCommon("retry")}
        onAction={() => {
          messenger.connection.reconnect();
          void messenger.chats.reload();
        }}
      />
    );
  }
  return (
    <div role="status" aria-busy="true" aria-label={tCommon("loading")}>
      {SKELETON_WIDTHS.map((width) => (
        <div key={width} className={classes["skeleton"]}>
          <Skeleton circle height={52} />
          <div className={classes["skeletonLines"]}>
            <Skeleton height={14} width={`${width}%`} />
            <Skeleton height={12} width={`${width + 25}%`} />
          </div>
        </div>
      ))}
    </div>
  );
}

const SHELF_PARAM = "shelf";
const ARCHIVE_SEARCH = `?${SHELF_PARAM}=archive`;

const SKELETON_WIDTHS = [48, 36, 55, 42, 60, 33];

function rowsOf(list: HTMLUListElement | null): HTMLAnchorElement[] {
  return list === null ? [] : [...list.querySelectorAll<HTMLAnchorElement>("a[data-chat-id]")];
}

function focusRow(list: HTMLUListElement | null, index: number): void {
  rowsOf(list)[index]?.focus();
}
