import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Chat } from "@/api/types";
import { useChats } from "@/hooks/chats";
import { EmptyState } from "@/ui/EmptyState";
import { ChatAvatar } from "../ChatAvatar";
import { useChatTitle } from "../chatWords";
import classes from "./ChatSearch.module.css";

export interface ChatSearchProps {
  /** What the choice is for. */
  label: string;
  /** The row of a chat around its photo and title: what touching it does. */
  row: (chat: Chat, content: ReactNode, className: string) => ReactNode;
}

/** My chats, thinned out by their titles, to choose from. */
export function ChatSearch({ label, row }: ChatSearchProps) {
  const { t } = useTranslation("actions");
  const titleOf = useChatTitle();
  const [search, setSearch] = useState("");
  const { chats } = useChats();
  const wanted = search.trim().toLocaleLowerCase();
  const shown = chats.filter((chat) => titleOf(chat).toLocaleLowerCase().includes(wanted));
  return (
    <>
      <TextInput
        data-autofocus
        role="searchbox"
        aria-label={label}
        placeholder={label}
        leftSection={<IconSearch size={18} aria-hidden />}
        variant="filled"
        radius="xl"
        size="md"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
      />
      {shown.length === 0 ? (
        <EmptyState
          illustration="search"
          title={t("forward.nothing")}
          text={t("forward.nothingText")}
        />
      ) : (
        <ul className={classes["list"]} role="list" aria-label={t("forward.chats")}>
          {shown.map((chat) => (
            <li key={chat.id}>
              {row(
                chat,
                <>
                  <ChatAvatar chat={chat} size={40} />
                  <span className={classes["title"]}>{titleOf(chat)}</span>
                </>,
                classes["row"] ?? "",
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
