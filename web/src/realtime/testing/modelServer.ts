/**
 * A server small enough to be obviously right: logs of chats, one person's marks, and the answers
 * that docs/socket-events.md promises.
 */
import type { LoggedEvent, ServerEvent, SyncAnswer } from "@/api/frames";
import type { Chat, ChatId, Message, MessagePage, UserId } from "@/api/types";
import { chat, LONG_AGO, member, ME, message } from "./records";

/** Missed events above this are too many to repeat. */
const REPEATED_EVENTS = 4;
const PAGE = 3;

export interface ModelServer {
  say(chatId: ChatId, senderId: UserId, clientId: string): Message;
  join(chatId: ChatId, userId: UserId): void;
  read(chatId: ChatId, seq: number): void;
  summary(chatId: ChatId): Chat;
  newestPage(chatId: ChatId): MessagePage;
  olderPage(chatId: ChatId, before: number): MessagePage;
  messages(chatId: ChatId): Message[];
  log(chatId: ChatId): readonly LoggedEvent[];
  sync(since: string | null, held: Record<ChatId, number>): SyncAnswer;
}

export function createModelServer(
  chatIds: readonly ChatId[],
  tell: (event: ServerEvent) => void,
): ModelServer {
  const logs = new Map<ChatId, LoggedEvent[]>(chatIds.map((id) => [id, []]));
  const members = new Map<ChatId, UserId[]>(chatIds.map((id) => [id, [ME, "anna"]]));
  const myReadSeqs = new Map<ChatId, number>();
  const changedAt = new Map<ChatId, number>(chatIds.map((id) => [id, 1]));
  let changes = 1;

  const log = (chatId: ChatId): LoggedEvent[] => logs.get(chatId) ?? [];
  const membersOf = (chatId: ChatId): UserId[] => members.get(chatId) ?? [];

  function changed(chatId: ChatId): void {
    changes += 1;
    changedAt.set(chatId, changes);
  }

  function messages(chatId: ChatId): Message[] {
    return log(chatId).flatMap((event) =>
      event.type === "message:new" ? [event.data.message] : [],
    );
  }

  function add(chatId: ChatId, event: LoggedEvent): void {
    log(chatId).push(event);
    changed(chatId);
    tell(event);
  }

  function summary(chatId: ChatId): Chat {
    const said = messages(chatId);
    const myReadSeq = myReadSeqs.get(chatId) ?? 0;
    const ids = membersOf(chatId);
    return chat({
      id: chatId,
      kind: "family",
      lastSeq: log(chatId).length,
      lastMessage: said.at(-1) ?? null,
      memberCount: ids.length,
      members: ids.map((id) => ({ ...member(id), readSeq: id === ME ? myReadSeq : 0 })),
      myReadSeq,
      unreadCount: said.filter((one) => one.seq > myReadSeq && one.senderId !== ME).length,
    });
  }

  function page(found: Message[]): MessagePage {
    return { items: found.slice(-PAGE), hasMore: found.length > PAGE };
  }

  return {
    say(chatId, senderId, clientId) {
      const stored = message({ chatId, seq: log(chatId).length + 1, senderId, clientId });
      add(chatId, { type: "message:new", data: { chatId, seq: stored.seq, message: stored } });
      return stored;
    },
    join(chatId, userId) {
      if (membersOf(chatId).includes(userId)) return;
      membersOf(chatId).push(userId);
      const seq = log(chatId).length + 1;
      const { user, ...place } = member(userId);
      const { online: _online, ...known } = user;
      const { id, kind, createdAt, encrypted, memberCount } = summary(chatId);
      const shared = { id, kind, createdAt, encrypted, memberCount, lastSeq: seq };
      const joined = { user: known, role: place.role, joinedAt: LONG_AGO };
      add(chatId, { type: "chat:updated", data: { chatId, seq, chat: shared, joined } });
    },
    read(chatId, seq) {
      if (seq <= (myReadSeqs.get(chatId) ?? 0)) return;
      myReadSeqs.set(chatId, seq);
      changed(chatId);
      const { myReadSeq, unreadCount } = summary(chatId);
      tell({ type: "chat:mine", data: { chatId, myReadSeq, unreadCount } });
      tell({ type: "message:read", data: { chatId, userId: ME, seq } });
    },
    summary,
    newestPage: (chatId) => page(messages(chatId)),
    olderPage: (chatId, before) => page(messages(chatId).filter((one) => one.seq < before)),
    messages,
    log,
    sync(since, held) {
      const wanted = chatIds.filter(
        (id) => id in held || (changedAt.get(id) ?? 0) > Number(since ?? 0),
      );
      const chats = wanted.map((id) => {
        const place = held[id];
        if (place === undefined) return { chat: summary(id) };
        const missed = log(id).slice(place);
        return missed.length > REPEATED_EVENTS
          ? { chat: summary(id), complete: false }
          : { chat: summary(id), events: missed, complete: true };
      });
      return { chats, removed: [], cursor: String(changes), more: false };
    },
  };
}
