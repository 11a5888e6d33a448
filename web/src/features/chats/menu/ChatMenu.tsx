import { Menu } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Chat } from "@/api/types";
import { useChat } from "@/hooks/chats";
import type { MenuPlace } from "@/hooks/menuGestures";
import { useChatTitle } from "../chatWords";
import { ChatDialogs, type ChatQuestion } from "./ChatDialogs";
import classes from "./ChatMenu.module.css";
import { ChatMenuItems } from "./ChatMenuItems";

/** Whose menu, and where on the page it opens. */
export interface ChatMenuRequest extends MenuPlace {
  chat: Chat;
}

export interface ChatMenuProps {
  /** `null`: closed. */
  request: ChatMenuRequest | null;
  onClose: () => void;
}

/** What can be done with a chat of the list, at the pointer. */
export function ChatMenu({ request, onClose }: ChatMenuProps) {
  const { t } = useTranslation("chats");
  const titleOf = useChatTitle();
  // What was asked for last stays while the menu fades.
  const [shown, setShown] = useState(request);
  if (request !== null && request !== shown) setShown(request);
  const [question, setQuestion] = useState<ChatQuestion | null>(null);
  const live = useChat(shown?.chat.id ?? "");
  const chat = live ?? shown?.chat;
  if (shown === null || chat === undefined) return null;
  return (
    <>
      <Menu
        opened={request !== null}
        onChange={(opened) => {
          if (!opened) onClose();
        }}
        position="bottom-start"
        width={240}
        shadow="lg"
        trapFocus
        returnFocus
      >
        <Menu.Target>
          <span
            className={classes["anchor"]}
            style={{ insetInlineStart: shown.x, insetBlockStart: shown.y }}
          />
        </Menu.Target>
        <Menu.Dropdown aria-label={t("menu.label", { title: titleOf(chat) })}>
          <ChatMenuItems chat={chat} onAsk={setQuestion} />
        </Menu.Dropdown>
      </Menu>
      <ChatDialogs chat={chat} question={question} onClose={() => setQuestion(null)} />
    </>
  );
}
