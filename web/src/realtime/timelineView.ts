/**
 * The timeline as the screen shows it: messages and pending ones merged, days, the unread line and
 * grouping as data. Pure, so that layouts are tested without React.
 */
import type { Chat, Member, Message, MessageId, UserId } from "@/api/types";
import { tombstone, withMySign } from "./reducers/messages";
import type { PendingAction, PendingMessage, Timeline } from "./state";

export type TimelineEntry =
  /** The first moment of a local day; render with `Intl`. */
  | { kind: "day"; key: string; date: string }
  /** Everything below is new since the chat was opened. */
  | { kind: "unread"; key: string }
  | MessageEntry
  | PendingEntry;

export interface MessageEntry {
  kind: "message";
  /** Stays the same when a pending message becomes a sent one. */
  key: string;
  message: Message;
  own: boolean;
  /** Ticks of my own messages; `null` for those of others. */
  ticks: Ticks | null;
  /** What it answers; `null` when nothing. */
  reply: Answered | null;
  group: GroupPlace;
}

/** The message that another one answers, as far as it is known. */
export type Answered =
  | { kind: "known"; message: Message }
  /** To be looked up. */
  | { kind: "unknown"; id: MessageId }
  /** There is no such message, or I may not see it. */
  | { kind: "missing" };

export interface PendingEntry {
  kind: "pending";
  key: string;
  pending: PendingMessage;
  reply: Answered | null;
  group: GroupPlace;
}

/** Messages of one person within five minutes belong together; the tail is on the last. */
export interface GroupPlace {
  first: boolean;
  last: boolean;
}

export type Ticks = "sent" | "delivered" | "read";

const GROUP_MS = 5 * 60_000;

export interface TimelineInput {
  chat: Chat | undefined;
  timeline: Timeline | undefined;
  pending: readonly PendingMessage[];
  /** Changes that the server has not confirmed, shown as if they had happened. None by default. */
  actions?: readonly PendingAction[];
  myId: UserId;
  /** What was read when the chat was opened; the unread line comes after it. `null`: no line. */
  readSeqAtOpening: number | null;
}

/** Builds the entries of what is on screen: the window jumped to, else the newest messages. */
export function timelineEntries(input: TimelineInput): TimelineEntry[] {
  const { chat, timeline, myId, readSeqAtOpening } = input;
  const window = timeline?.away ?? timeline?.live ?? null;
  const messages = withActions(window?.messages ?? [], input.actions ?? []);
  const answered = answeredIn(timeline);
  const items: (MessageEntry | PendingEntry)[] = messages.map((message) => ({
    kind: "message",
    key: message.senderId === myId ? message.clientId : message.id,
    message,
    own: message.senderId === myId,
    ticks: message.senderId === myId && chat !== undefined ? ticksOf(message, chat, myId) : null,
    reply: answered(message.replyTo),
    group: { first: true, last: true },
  }));
  if (window === null || !window.hasNewer) {
    const stored = new Set(items.map((item) => item.key));
    for (const pending of input.pending) {
      if (stored.has(pending.clientId)) continue;
      items.push({
        kind: "pending",
        key: pending.clientId,
        pending,
        reply: answered(pending.replyTo),
        group: { first: true, last: true },
      });
    }
  }

  const entries: TimelineEntry[] = [];
  let previous: MessageEntry | PendingEntry | null = null;
  // When more was missed than is loaded, the first unread message is further up.
  const isFurtherUp =
    window?.hasOlder === true && (messages[0]?.seq ?? 0) > (readSeqAtOpening ?? 0) + 1;
  let unreadShown = readSeqAtOpening === null || isFurtherUp;
  for (const item of items) {
    const startsDay = previous === null || !sameDay(timeOf(previous), timeOf(item));
    if (startsDay) {
      entries.push({ kind: "day", key: `day-${localDay(timeOf(item))}`, date: timeOf(item) });
    }
    const startsUnread: boolean =
      !unreadShown &&
      item.kind === "message" &&
      !item.own &&
      item.message.seq > (readSeqAtOpening ?? 0);
    if (startsUnread) {
      entries.push({ kind: "unread", key: "unread" });
      unreadShown = true;
    }
    if (previous !== null && !startsDay && !startsUnread && belongTogether(previous, item, myId)) {
      previous.group.last = false;
      item.group.first = false;
    }
    entries.push(item);
    previous = item;
  }
  return entries;
}

/** Messages as they will be once the server has done what I asked for. */
export function withActions(
  messages: readonly Message[],
  actions: readonly PendingAction[],
): readonly Message[] {
  let shown = messages;
  for (const { messageId, change, createdAt } of actions) {
    if (change.type === "delete" && change.for === "me") {
      shown = shown.filter((message) => message.id !== messageId);
      continue;
    }
    const index = shown.findIndex((message) => message.id === messageId);
    const known = shown[index];
    if (known === undefined || known.deletedAt != null) continue;
    const changed =
      change.type === "edit"
        ? { ...known, text: change.text, editedAt: createdAt }
        : change.type === "react"
          ? withMySign(known, change.emoji, change.set)
          : tombstone(known, known.rev, createdAt);
    shown = shown.with(index, changed);
  }
  return shown;
}

function answeredIn(
  timeline: Timeline | undefined,
): (id: MessageId | null | undefined) => Answered | null {
  const loaded = new Map<MessageId, Message>();
  for (const window of [timeline?.live, timeline?.away]) {
    for (const message of window?.messages ?? []) loaded.set(message.id, message);
  }
  return (id) => {
    if (id == null) return null;
    const message = loaded.get(id) ?? timeline?.aside[id];
    if (message === undefined) return { kind: "unknown", id };
    return message === null ? { kind: "missing" } : { kind: "known", message };
  };
}

/** One tick stored, two delivered to somebody, coloured when read by somebody. */
export function ticksOf(message: Message, chat: Chat, myId: UserId): Ticks {
  const others = (chat.members ?? []).filter((member) => member.user.id !== myId);
  const reached = (mark: (member: Member) => number): boolean =>
    others.some((member) => mark(member) >= message.seq);
  if (chat.readSeq >= message.seq || reached((member) => member.readSeq)) return "read";
  return reached((member) => member.deliveredSeq) ? "delivered" : "sent";
}

function timeOf(item: MessageEntry | PendingEntry): string {
  return item.kind === "message" ? item.message.createdAt : item.pending.createdAt;
}

function senderOf(item: MessageEntry | PendingEntry, myId: UserId): UserId {
  return item.kind === "message" ? item.message.senderId : myId;
}

function belongTogether(
  a: MessageEntry | PendingEntry,
  b: MessageEntry | PendingEntry,
  myId: UserId,
): boolean {
  return (
    isSpeech(a) &&
    isSpeech(b) &&
    senderOf(a, myId) === senderOf(b, myId) &&
    Math.abs(Date.parse(timeOf(b)) - Date.parse(timeOf(a))) <= GROUP_MS
  );
}

/** Call cards and notes of the chat stand alone. */
function isSpeech(item: MessageEntry | PendingEntry): boolean {
  return (
    item.kind === "pending" || (item.message.kind !== "call" && item.message.kind !== "system")
  );
}

function localDay(time: string): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

function sameDay(a: string, b: string): boolean {
  return localDay(a) === localDay(b);
}
