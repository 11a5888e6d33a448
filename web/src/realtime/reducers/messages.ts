/**
 * What becomes of one message. Pure; a later state never gives way to an earlier one.
 *
 * Broadcasts do not say which signs are mine: that is known from answers to me alone (pages,
 * summaries) and from the events of my own signs, which are taken in order.
 */
import type { MessageChange } from "@/api/frames";
import type { Chat, Message, Reaction, Timestamp, UserId } from "@/api/types";

/** The message after an event of its chat's log that came next in order. */
export function afterChange(message: Message, event: MessageChange, myId: UserId): Message {
  const isNews = event.data.seq > message.rev;
  switch (event.type) {
    case "message:updated": {
      const changed = event.data.message;
      return changed.rev > message.rev ? withKnownSigns(changed, message) : message;
    }
    case "message:deleted":
      return isNews ? tombstone(message, event.data.seq, event.data.deletedAt) : message;
    case "reaction:updated": {
      const { seq, userId, emoji, set, counts } = event.data;
      if (message.deletedAt != null) return message;
      const counted = isNews
        ? { ...message, rev: seq, reactions: keepMine(counts, signsOf(message)) }
        : message;
      // Whoever counts, what I did last is known in the order of the events.
      return userId === myId ? withMine(counted, emoji, set) : counted;
    }
  }
}

/** Which message an event is about. */
export function changedId(event: MessageChange): string {
  return event.type === "message:updated" ? event.data.message.id : event.data.messageId;
}

/** What remains of a message that was deleted for everybody: its place. */
export function tombstone(message: Message, rev: number, deletedAt: Timestamp): Message {
  const { id, chatId, seq, senderId, clientId, kind, createdAt } = message;
  return {
    id,
    chatId,
    seq,
    rev,
    senderId,
    clientId,
    kind,
    createdAt,
    deletedAt,
    attachments: [],
    reactions: [],
  };
}

/** A broadcast state of a message, with the signs that are known to be mine. */
export function withKnownSigns(message: Message, known: Message): Message {
  const signs = signsOf(message);
  return signs.length === 0 ? message : { ...message, reactions: keepMine(signs, signsOf(known)) };
}

function keepMine(counts: readonly Reaction[], known: readonly Reaction[]): Reaction[] {
  return counts.map(({ emoji, count }) => {
    const mine = known.some((one) => one.emoji === emoji && one.mine === true);
    return { emoji, count, mine };
  });
}

function withMine(message: Message, emoji: string, mine: boolean): Message {
  const known = signsOf(message).find((one) => one.emoji === emoji);
  if (known === undefined || (known.mine === true) === mine) return message;
  const reactions = signsOf(message).map((one) => (one === known ? { ...one, mine } : one));
  return { ...message, reactions };
}

/** My sign set or taken back, as it will look once the server has counted it. */
export function withMySign(message: Message, emoji: string, set: boolean): Message {
  const known = signsOf(message).find((one) => one.emoji === emoji);
  if ((known?.mine === true) === set) return message;
  if (known === undefined) {
    return { ...message, reactions: [...signsOf(message), { emoji, count: 1, mine: true }] };
  }
  const count = known.count + (set ? 1 : -1);
  const reactions =
    count <= 0
      ? signsOf(message).filter((one) => one !== known)
      : signsOf(message).map((one) => (one === known ? { emoji, count, mine: set } : one));
  return { ...message, reactions };
}

export function signsOf(message: Message): readonly Reaction[] {
  return message.reactions ?? [];
}

/** Whether the chat's count of unread messages has it, as long as it is not read. */
export function isCounted(message: Message, chat: Chat, myId: UserId): boolean {
  if (message.senderId === myId || message.kind === "system" || message.deletedAt != null) {
    return false;
  }
  const joinedAt = chat.members?.find((member) => member.user.id === myId)?.joinedAt;
  return joinedAt === undefined || Date.parse(message.createdAt) >= Date.parse(joinedAt);
}

export function namesMe(message: Message, myId: UserId): boolean {
  return message.mentions?.includes(myId) === true;
}
