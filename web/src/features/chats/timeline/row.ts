/** What all rows with something of a person have in common. */
import type { Chat } from "@/api/types";
import type { Answered, MessageEntry, PendingEntry } from "@/realtime/timelineView";
import type { MenuRequest } from "./MessageMenu";

export interface RowProps {
  chat: Chat;
  entry: MessageEntry | PendingEntry;
  /** The one row that the Tab key reaches; the arrow keys go on from there. */
  tabStop: boolean;
  /** Just jumped to. */
  highlighted: boolean;
  /** Among those selected; `null`: nothing is being selected. */
  selected: boolean | null;
  onFocus: (key: string) => void;
  onMenu: (request: MenuRequest) => void;
}

/** Whether a row would look the same: entries are made anew with every change of the timeline. */
export function sameRow(before: RowProps, after: RowProps): boolean {
  return (
    before.chat.id === after.chat.id &&
    before.chat.kind === after.chat.kind &&
    before.tabStop === after.tabStop &&
    before.highlighted === after.highlighted &&
    before.selected === after.selected &&
    before.chat.role === after.chat.role &&
    before.onFocus === after.onFocus &&
    before.onMenu === after.onMenu &&
    sameEntry(before.entry, after.entry)
  );
}

function sameEntry(a: RowProps["entry"], b: RowProps["entry"]): boolean {
  if (a.key !== b.key || a.group.first !== b.group.first || a.group.last !== b.group.last) {
    return false;
  }
  if (!sameAnswered(a.reply, b.reply)) return false;
  if (a.kind === "message") {
    return b.kind === "message" && a.message === b.message && a.ticks === b.ticks;
  }
  return b.kind === "pending" && a.pending === b.pending;
}

function sameAnswered(a: Answered | null, b: Answered | null): boolean {
  if (a?.kind !== b?.kind) return false;
  return a?.kind !== "known" || b?.kind !== "known" || a.message === b.message;
}
