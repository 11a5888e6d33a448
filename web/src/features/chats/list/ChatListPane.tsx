import { Button, SegmentedControl, Skeleton, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMessagePlus, IconSearch, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import type { Chat, ChatId } from "@/api/types";
import { useChats } from "@/hooks/chats";
import { useMessenger } from "@/hooks/messengerContext";
import { useConnection } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { NewChatPicker } from "../picker/NewChatPicker";
import { useShortcut } from "../shortcuts/useShortcut";
import { useServerNow } from "../useServerNow";
import { ChatRow } from "./ChatRow";
import classes from "./ChatListPane.module.css";

type Shown = "all" | "unread";

export interface ChatListPaneProps {
  /** The chat on screen, if any. */
  openId: ChatId | null;
}

/** The list of chats with its search, filter and the way to a new one. */
export function ChatListPane({ openId }: ChatListPaneProps) {
  const { t } = useTranslation("chats");
  const navigate = useNavigate();
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState<Shown>("all");
  const [pickerOpened, picker] = useDisclosure(false);
  const { chats, loaded } = useChats(search);
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

  useShortcut("search", () => {
    searchInput.current?.focus();
    searchInput.current?.select();
  });

  // The chat that is being read stays, or it would vanish under the reader's eyes.
  const visible =
    shown === "all" ? chats : chats.filter((chat) => chat.unreadCount > 0 || chat.id === openId);

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
        <h1 className={classes["title"]}>{t("title")}</h1>
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
          fullWidth
          radius="xl"
          size="sm"
          value={shown}
          onChange={(value) => setShown(value === "unread" ? "unread" : "all")}
          data={[
            { value: "all", label: t("list.all") },
            { value: "unread", label: t("list.unread") },
          ]}
        />
      </div>
      <div className={classes["scroller"]}>
        {visible.length > 0 ? (
          <Rows ref={list} chats={visible} openId={openId} onKeyDown={onListKey} />
        ) : !loaded ? (
          <Unloaded />
        ) : search !== "" ? (
          <EmptyState
            illustration="search"
            title={t("list.nothingFound")}
            text={t("list.nothingFoundText")}
            action={
              <Button mt="sm" variant="light" onClick={picker.open}>
                {t("list.find")}
              </Button>
            }
          />
        ) : shown === "unread" ? (
          <EmptyState
            illustration="chats"
            title={t("list.allRead")}
            text={t("list.allReadText")}
            action={
              <Button mt="sm" variant="light" onClick={() => setShown("all")}>
                {t("list.showAll")}
              </Button>
            }
          />
        ) : (
          <EmptyState
            illustration="chats"
            title={t("list.emptyTitle")}
            text={t("list.emptyText")}
            action={
              <Button mt="sm" onClick={picker.open}>
                {t("list.find")}
              </Button>
            }
          />
        )}
      </div>
      <NewChatPicker opened={pickerOpened} onClose={picker.close} />
    </section>
  );
}

interface RowsProps {
  ref: React.Ref<HTMLUListElement>;
  chats: Chat[];
  openId: ChatId | null;
  onKeyDown: (event: KeyboardEvent) => void;
}

function Rows({ ref, chats, openId, onKeyDown }: RowsProps) {
  const { t } = useTranslation("chats");
  const now = useServerNow();
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
          <ChatRow chat={chat} open={chat.id === openId} now={now} />
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
    <div aria-busy="true" aria-label={tCommon("loading")}>
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

const SKELETON_WIDTHS = [48, 36, 55, 42, 60, 33];

function rowsOf(list: HTMLUListElement | null): HTMLAnchorElement[] {
  return list === null ? [] : [...list.querySelectorAll<HTMLAnchorElement>("a[data-chat-id]")];
}

function focusRow(list: HTMLUListElement | null, index: number): void {
  rowsOf(list)[index]?.focus();
}
