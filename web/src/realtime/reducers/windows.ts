/** Pure operations on runs of messages, ascending by `seq`. */
import type { Message, MessageId } from "@/api/types";
import type { MessageWindow } from "../state";

/** The union of two runs; of two states of one message the one with the newer `rev` stays. */
export function mergeMessages(known: readonly Message[], added: readonly Message[]): Message[] {
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  for (const message of added) {
    const existing = bySeq.get(message.seq);
    if (existing === undefined || message.rev > existing.rev) bySeq.set(message.seq, message);
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** Adds at the end, which is where almost every new message belongs, without sorting. */
export function withMessage(window: MessageWindow, message: Message): MessageWindow {
  const last = window.messages.at(-1);
  if (last === undefined || message.seq > last.seq) {
    return { ...window, messages: [...window.messages, message] };
  }
  return { ...window, messages: mergeMessages(window.messages, [message]) };
}

/** Replaces a message that the window holds; windows that do not hold it stay the same object. */
export function withNewerState(window: MessageWindow, message: Message): MessageWindow {
  const existing = window.messages.find((one) => one.seq === message.seq);
  if (existing === undefined || existing.rev >= message.rev) return window;
  return { ...window, messages: mergeMessages(window.messages, [message]) };
}

/** One message changed; a window without it, or in which nothing changes, stays the same object. */
export function withChanged(
  window: MessageWindow,
  id: MessageId,
  change: (message: Message) => Message,
): MessageWindow {
  const index = window.messages.findLastIndex((message) => message.id === id);
  const before = window.messages[index];
  if (before === undefined) return window;
  const after = change(before);
  if (after === before) return window;
  return { ...window, messages: window.messages.with(index, after) };
}

export function withoutMessages(window: MessageWindow, ids: ReadonlySet<MessageId>): MessageWindow {
  const messages = window.messages.filter((message) => !ids.has(message.id));
  return messages.length === window.messages.length ? window : { ...window, messages };
}

/** Without the message that stands at a place of the log. */
export function withoutPlace(window: MessageWindow, seq: number): MessageWindow {
  const messages = window.messages.filter((message) => message.seq !== seq);
  return messages.length === window.messages.length ? window : { ...window, messages };
}

export function firstSeq(window: MessageWindow): number | null {
  return window.messages[0]?.seq ?? null;
}

export function lastSeq(window: MessageWindow): number | null {
  return window.messages.at(-1)?.seq ?? null;
}
