/** What all rows with something of a person have in common. */
import type { Chat } from "@/api/types";
import type { MessageEntry, PendingEntry } from "@/realtime/timelineView";
import type { MenuRequest } from "./MessageMenu";

export interface RowProps {
  chat: Chat;
  entry: MessageEntry | PendingEntry;
  /** The one row that the Tab key reaches; the arrow keys go on from there. */
  tabStop: boolean;
  /** Just jumped to. */
  highlighted: boolean;
  onFocus: (key: string) => void;
  onMenu: (request: MenuRequest) => void;
}
