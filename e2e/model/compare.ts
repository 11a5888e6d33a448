/** What a device shows against what the server says now. */
import type { Chat, Message } from "../../web/src/api/types.ts";
import type { Device } from "./realm.ts";
import type { Person } from "./person.ts";

/** The differences, in words; none when the device shows the truth. */
export async function differences(person: Person, device: Device): Promise<string[]> {
  const found: string[] = [];
  const state = device.messenger.store.getState();
  const chats = new Map((await person.chats()).map((chat) => [chat.id, chat]));
  for (const chatId of Object.keys(state.chatsById)) {
    const shown = state.chatsById[chatId];
    if (!chats.has(chatId) && !isHidden(shown)) found.push(`chat ${chatId} is no chat of ${person.login}`);
  }
  for (const [chatId, chat] of chats) {
    const shown = state.chatsById[chatId];
    if (shown === undefined) {
      found.push(`chat ${chatId} is missing`);
      continue;
    }
    unequal(found, `chat ${chatId}`, ofChat(chat), ofChat(shown));
    const live = state.timelinesByChat[chatId]?.live;
    if (live == null) continue;
    const truth = await person.messages(chatId);
    const from = live.messages[0]?.seq ?? Infinity;
    const expected = truth.filter((message) => message.seq >= from).map(ofMessage);
    unequal(found, `messages of ${chatId}`, expected, live.messages.map(ofMessage));
    if (!live.hasOlder && truth.length > live.messages.length && truth.length < 200) {
      found.push(`messages of ${chatId}: says there are no older ones, but there are`);
    }
  }
  for (const pending of Object.values(state.pendingByChat).flat()) {
    if (pending.status.phase === "sending") found.push(`still sending: ${pending.text}`);
  }
  return found;
}

function isHidden(chat: Chat | undefined): boolean {
  return chat?.hiddenSeq != null && (chat.lastMessage?.seq ?? 0) <= chat.hiddenSeq;
}

/** What everybody must agree on; presence and the like come and go. */
function ofChat(chat: Chat): object {
  return {
    kind: chat.kind,
    title: chat.title ?? null,
    lastSeq: chat.lastSeq,
    memberCount: chat.memberCount,
    members: (chat.members ?? []).map(({ user, role }) => `${user.login} ${role}`).sort(),
    pinnedIds: chat.pinnedIds ?? [],
    lastMessage: chat.lastMessage == null ? null : ofMessage(chat.lastMessage),
    unreadCount: chat.unreadCount,
    unreadMentions: chat.unreadMentions ?? 0,
    myReadSeq: chat.myReadSeq,
    // Who has read a message has read it, also after they left: a device may know of more than the server does.
    readSeq: chat.kind === "group" ? null : chat.readSeq,
    pinned: chat.pinned,
    archived: chat.archived,
    mutedUntil: chat.mutedUntil ?? null,
    markedUnread: chat.markedUnread ?? false,
    role: chat.role,
  };
}

function ofMessage(message: Message): object {
  return {
    id: message.id,
    seq: message.seq,
    rev: message.rev,
    kind: message.kind,
    text: message.text ?? null,
    replyTo: message.replyTo ?? null,
    editedAt: message.editedAt ?? null,
    deletedAt: message.deletedAt ?? null,
    mentions: message.mentions ?? [],
    reactions: (message.reactions ?? [])
      .map(({ emoji, count, mine }) => `${emoji} ${count} ${mine === true ? "mine" : ""}`)
      .sort(),
  };
}

function unequal(found: string[], what: string, expected: object, shown: object): void {
  const [a, b] = [JSON.stringify(expected), JSON.stringify(shown)];
  if (a === b) return;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  const near = (text: string) => text.slice(Math.max(0, at - 160), at + 120);
  found.push(`${what} differs\n    server: …${near(a)}\n    device: …${near(b)}`);
}
