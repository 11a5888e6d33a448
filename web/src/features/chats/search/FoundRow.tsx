import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { FoundMessage } from "@/api/types";
import { useChat, useUser } from "@/hooks/chats";
import { ChatAvatar } from "../ChatAvatar";
import { useMessageGist } from "../actions/messageGist";
import { listTime } from "../chatTimes";
import { useChatTitle } from "../chatWords";
import { useServerNow } from "../useServerNow";
import classes from "./Search.module.css";
import { snippetOf, type Highlight } from "./snippet";

export interface FoundRowProps {
  found: FoundMessage;
  /** The one that Enter opens. */
  active: boolean;
  id: string;
  onOpen: () => void;
}

/** A message that was found, with the words that were looked for marked. */
export function FoundRow({ found, active, id, onOpen }: FoundRowProps) {
  const { message, highlights } = found;
  const { t } = useTranslation("actions");
  const { t: tChats, i18n } = useTranslation("chats");
  const chat = useChat(message.chatId);
  const sender = useUser(message.senderId);
  const titleOf = useChatTitle();
  const gistOf = useMessageGist();
  const now = useServerNow();
  const time = listTime(Date.parse(message.createdAt), now, i18n.language);
  const text = message.text ?? "";
  return (
    <UnstyledButton
      id={id}
      role="option"
      aria-selected={active}
      className={classes["row"]}
      data-active={active || undefined}
      tabIndex={-1}
      onClick={onOpen}
    >
      {chat !== undefined && <ChatAvatar chat={chat} size={40} />}
      <span className={classes["words"]}>
        <span className={classes["line"]}>
          <span className={classes["title"]}>
            {chat === undefined ? t("search.message") : titleOf(chat)}
          </span>
          <time className={classes["time"]} dateTime={message.createdAt}>
            {time.kind === "yesterday" ? tChats("list.yesterday") : time.text}
          </time>
        </span>
        <span className={classes["text"]}>
          {sender !== undefined && (
            <span className={classes["sender"]}>{sender.displayName}: </span>
          )}
          {text === ""
            ? gistOf(message)
            : snippetOf(text, highlights as unknown as Highlight[]).map((piece, index) =>
                piece.marked ? (
                  <mark key={index} className={classes["mark"]}>
                    {piece.text}
                  </mark>
                ) : (
                  piece.text
                ),
              )}
        </span>
      </span>
    </UnstyledButton>
  );
}
