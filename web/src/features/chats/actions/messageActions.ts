/** What the messages of the chat on screen are asked to do, from wherever it is asked. */
import { createContext, use } from "react";

import type { Message, MessageId } from "@/api/types";

/** The same object for as long as the chat is open, so that rows need not be drawn again. */
export interface MessageActions {
  reply(message: Message): void;
  edit(message: Message): void;
  /** Begins selecting with it, adds it, or takes it out. */
  select(message: Message): void;
  forward(messages: readonly Message[]): void;
  askDelete(messages: readonly Message[]): void;
  copy(messages: readonly Message[]): void;
  /** Sets my sign, or takes it back. */
  react(message: Message, emoji: string): void;
  pickReaction(message: Message): void;
  showReactions(message: Message): void;
  pin(message: Message, pinned: boolean): void;
  /** Goes to a message of this chat, loaded or not, and shows for a moment which it is. */
  jump(to: { id: MessageId } | { seq: number }): void;
  /** Ends selecting and editing. */
  leave(): void;
}

export const MessageActionsContext = createContext<MessageActions | null>(null);

export function useMessageActions(): MessageActions {
  const actions = use(MessageActionsContext);
  if (actions === null) throw new Error("useMessageActions needs a MessageActionsProvider above");
  return actions;
}

export interface Editing {
  message: Message;
  text: string;
}

export interface MessageMode {
  /** In the order in which they were chosen; `null`: not selecting. */
  selected: readonly Message[] | null;
  editing: Editing | null;
  setEditedText(text: string): void;
  /** Sends what was edited. */
  finishEditing(): void;
}

export const MessageModeContext = createContext<MessageMode | null>(null);

export function useMessageMode(): MessageMode {
  const mode = use(MessageModeContext);
  if (mode === null) throw new Error("useMessageMode needs a MessageActionsProvider above");
  return mode;
}
