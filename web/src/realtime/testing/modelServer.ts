/**
 * A server small enough to be obviously right: logs of chats, one person's own side of them, and the
 * answers that docs/socket-events.md promises. What a message has become is worked out anew from
 * its chat's log for every answer.
 */
import type { LoggedEvent, ServerEvent, SyncAnswer } from "@/api/frames";
import type {
  Chat,
  ChatId,
  LinkPreview,
  Member,
  MemberRole,
  Message,
  MessageId,
  MessagePage,
  MyChat,
  Reaction,
  SharedChat,
  UserId,
} from "@/api/types";
import { chat, LONG_AGO, member, ME, message } from "./records";

/** Missed events above this are too many to repeat. */
const REPEATED_EVENTS = 4;
const PAGE = 3;

export interface ModelServer {
  say(chatId: ChatId, senderId: UserId, clientId: string, mentions?: UserId[]): Message;
  edit(id: MessageId, text: string): Message;
  /** Somebody has looked where its link leads. */
  showLink(id: MessageId, preview: LinkPreview): void;
  erase(id: MessageId): void;
  react(id: MessageId, userId: UserId, emoji: string, set: boolean): void;
  hide(id: MessageId): void;
  pin(id: MessageId, pinned: boolean): void;
  rename(chatId: ChatId, title: string | null): void;
  join(chatId: ChatId, userId: UserId): void;
  leave(chatId: ChatId, userId: UserId): void;
  setRole(chatId: ChatId, userId: UserId, role: MemberRole): void;
  /** I leave, or am taken back. */
  setMine(chatId: ChatId, isMine: boolean): void;
  read(chatId: ChatId, seq: number): void;
  arrange(
    chatId: ChatId,
    change: Partial<Pick<Chat, "pinned" | "archived" | "mutedUntil" | "markedUnread">>,
  ): void;
  isMine(chatId: ChatId): boolean;
  myChats(): ChatId[];
  summary(chatId: ChatId): Chat;
  newestPage(chatId: ChatId): MessagePage;
  olderPage(chatId: ChatId, before: number): MessagePage;
  byId(chatId: ChatId, ids: readonly MessageId[]): Message[];
  /** Those that I can see, as they are now. */
  messages(chatId: ChatId): Message[];
  log(chatId: ChatId): readonly LoggedEvent[];
  sync(since: string | null, held: Record<ChatId, number>): SyncAnswer;
}

/** One chat as the server keeps it. */
interface Stored {
  log: LoggedEvent[];
  members: Map<UserId, { role: MemberRole; joinedAt: string }>;
  title: string | null;
  pinnedIds: MessageId[];
  /** How far the others have read. */
  marks: Map<UserId, number>;
  /** The furthest of them, also of those who have left. */
  readSeq: number;
  /** By message: the change at which I hid it. */
  hidden: Map<MessageId, number>;
  mine: {
    myReadSeq: number;
    pinned: boolean;
    archived: boolean;
    mutedUntil: string | null;
    markedUnread: boolean;
  };
  changedAt: number;
  departedAt: number;
}

export function createModelServer(
  chatIds: readonly ChatId[],
  tell: (event: ServerEvent) => void,
): ModelServer {
  let changes = 1;
  let ticks = 0;
  const chats = new Map<ChatId, Stored>(chatIds.map((id) => [id, newChat()]));

  function stored(chatId: ChatId): Stored {
    const found = chats.get(chatId);
    if (found === undefined) throw new Error(`no chat ${chatId}`);
    return found;
  }

  function changed(chatId: ChatId): number {
    changes += 1;
    stored(chatId).changedAt = changes;
    return changes;
  }

  function now(): string {
    ticks += 1;
    return new Date(Date.parse(LONG_AGO) + ticks).toISOString();
  }

  function isMine(chatId: ChatId): boolean {
    return stored(chatId).members.has(ME);
  }

  function add(chatId: ChatId, event: LoggedEvent): void {
    stored(chatId).log.push(event);
    changed(chatId);
    if (isMine(chatId)) tell(event);
  }

  function nextSeq(chatId: ChatId): number {
    return stored(chatId).log.length + 1;
  }

  /** Every message of a chat as it is now, in broadcast form, hidden ones too. */
  function allMessages(chatId: ChatId, upTo = Infinity): Message[] {
    const byId = new Map<MessageId, Message>();
    for (const event of stored(chatId).log.slice(0, upTo)) {
      switch (event.type) {
        case "message:new":
        case "message:updated":
          byId.set(event.data.message.id, event.data.message);
          break;
        case "message:deleted": {
          const known = byId.get(event.data.messageId);
          if (known === undefined) break;
          const { text: _t, mentions: _m, editedAt: _e, preview: _p, ...rest } = known;
          const { seq, deletedAt } = event.data;
          byId.set(known.id, { ...rest, rev: seq, deletedAt, reactions: [], attachments: [] });
          break;
        }
        case "reaction:updated": {
          const known = byId.get(event.data.messageId);
          if (known === undefined) break;
          byId.set(known.id, { ...known, rev: event.data.seq, reactions: event.data.counts });
          break;
        }
        case "chat:updated":
          break;
      }
    }
    return [...byId.values()];
  }

  /** Who set which signs of a message, those of the earliest first. */
  function signs(chatId: ChatId, id: MessageId): { userId: UserId; emoji: string }[] {
    let found: { userId: UserId; emoji: string }[] = [];
    for (const event of stored(chatId).log) {
      if (event.type !== "reaction:updated" || event.data.messageId !== id) continue;
      const { userId, emoji, set } = event.data;
      found = found.filter((one) => one.userId !== userId || one.emoji !== emoji);
      if (set) found.push({ userId, emoji });
    }
    return found;
  }

  function counts(chatId: ChatId, id: MessageId): Reaction[] {
    const byEmoji = new Map<string, number>();
    for (const { emoji } of signs(chatId, id)) byEmoji.set(emoji, (byEmoji.get(emoji) ?? 0) + 1);
    return [...byEmoji].map(([emoji, count]) => ({ emoji, count }));
  }

  /** As an answer to me has it. */
  function toMe(one: Message): Message {
    const mine = new Set(
      signs(one.chatId, one.id)
        .filter(({ userId }) => userId === ME)
        .map(({ emoji }) => emoji),
    );
    const reactions = (one.reactions ?? []).map((sign) => ({
      ...sign,
      mine: mine.has(sign.emoji),
    }));
    return { ...one, reactions };
  }

  function messages(chatId: ChatId): Message[] {
    return allMessages(chatId)
      .filter((one) => !stored(chatId).hidden.has(one.id))
      .map(toMe);
  }

  function find(id: MessageId): Message {
    const found = chatIds.flatMap((chatId) => allMessages(chatId)).find((one) => one.id === id);
    if (found === undefined) throw new Error(`no message ${id}`);
    return found;
  }

  function shared(chatId: ChatId): SharedChat {
    const { title, pinnedIds, members, log } = stored(chatId);
    return {
      id: chatId,
      kind: "group",
      createdAt: LONG_AGO,
      encrypted: false,
      memberCount: members.size,
      lastSeq: log.length,
      ...(title === null ? {} : { title }),
      ...(pinnedIds.length === 0 ? {} : { pinnedIds }),
    };
  }

  function updated(
    chatId: ChatId,
    change: () => Pick<
      Extract<LoggedEvent, { type: "chat:updated" }>["data"],
      "members" | "leftIds"
    >,
  ): void {
    const seq = nextSeq(chatId);
    const told = change();
    const data = { chatId, seq, chat: { ...shared(chatId), lastSeq: seq }, ...told };
    add(chatId, { type: "chat:updated", data });
  }

  function mySide(chatId: ChatId): MyChat {
    const { mine, members } = stored(chatId);
    const joinedAt = members.get(ME)?.joinedAt ?? "";
    const unread = messages(chatId).filter(
      (one) =>
        one.seq > mine.myReadSeq &&
        one.senderId !== ME &&
        one.deletedAt == null &&
        one.createdAt >= joinedAt,
    );
    return {
      chatId,
      myReadSeq: mine.myReadSeq,
      unreadCount: unread.length,
      unreadMentions: unread.filter((one) => one.mentions?.includes(ME)).length,
      pinned: mine.pinned,
      archived: mine.archived,
      markedUnread: mine.markedUnread,
      ...(mine.mutedUntil === null ? {} : { mutedUntil: mine.mutedUntil }),
    };
  }

  function summary(chatId: ChatId): Chat {
    const { members, mine, marks, readSeq } = stored(chatId);
    const { chatId: _chatId, markedUnread, ...side } = mySide(chatId);
    const people: Member[] = [...members].map(([id, place]) => ({
      ...member(id),
      ...place,
      readSeq: id === ME ? mine.myReadSeq : (marks.get(id) ?? 0),
      deliveredSeq: id === ME ? mine.myReadSeq : (marks.get(id) ?? 0),
    }));
    return chat({
      ...shared(chatId),
      ...side,
      ...(markedUnread === true ? { markedUnread } : {}),
      lastMessage: messages(chatId).at(-1) ?? null,
      readSeq,
      members: people,
      role: members.get(ME)?.role ?? "member",
    });
  }

  /** What was logged, as it is told to somebody who was away: with the state of now. */
  function told(chatId: ChatId, event: LoggedEvent): LoggedEvent {
    const data = event.data;
    const { hidden } = stored(chatId);
    const about = event.type === "chat:updated" ? undefined : aboutId(event);
    if (about !== undefined && hidden.has(about)) {
      return { type: "chat:updated", data: { chatId, seq: data.seq, chat: shared(chatId) } };
    }
    switch (event.type) {
      case "message:new":
      case "message:updated": {
        const { chatId: id, seq } = data;
        const state = find(event.data.message.id);
        return { type: event.type, data: { chatId: id, seq, message: state } };
      }
      case "reaction:updated": {
        const { reactions } = find(event.data.messageId);
        return { ...event, data: { ...event.data, counts: [...(reactions ?? [])] } };
      }
      case "message:deleted":
        return event;
      case "chat:updated":
        return { ...event, data: { ...event.data, chat: shared(chatId) } };
    }
  }

  function page(found: Message[]): MessagePage {
    return { items: found.slice(-PAGE), hasMore: found.length > PAGE };
  }

  return {
    say(chatId, senderId, clientId, mentions = []) {
      const seq = nextSeq(chatId);
      const named = mentions.length === 0 ? {} : { mentions };
      const said = message({ chatId, seq, senderId, clientId, createdAt: now(), ...named });
      // Whoever writes has read what stands above.
      const place = stored(chatId);
      if (senderId === ME) Object.assign(place.mine, { myReadSeq: seq, markedUnread: false });
      else {
        place.marks.set(senderId, seq);
        place.readSeq = seq;
      }
      add(chatId, { type: "message:new", data: { chatId, seq, message: said } });
      return said;
    },
    edit(id, text) {
      const { chatId, preview: _preview, ...known } = find(id);
      const seq = nextSeq(chatId);
      const edited = { ...known, chatId, rev: seq, text, editedAt: now() };
      add(chatId, { type: "message:updated", data: { chatId, seq, message: edited } });
      return toMe(edited);
    },
    showLink(id, preview) {
      const { chatId, ...known } = find(id);
      if (known.deletedAt != null) return;
      const seq = nextSeq(chatId);
      const shown = { ...known, chatId, rev: seq, preview };
      add(chatId, { type: "message:updated", data: { chatId, seq, message: shown } });
    },
    erase(id) {
      const { chatId, deletedAt } = find(id);
      if (deletedAt != null) return;
      const at = now();
      const data = { chatId, seq: nextSeq(chatId), messageId: id, deletedAt: at };
      add(chatId, { type: "message:deleted", data });
      this.pin(id, false);
    },
    react(id, userId, emoji, set) {
      const { chatId, deletedAt } = find(id);
      const has = signs(chatId, id).some((one) => one.userId === userId && one.emoji === emoji);
      if (has === set || deletedAt != null) return;
      const data = { chatId, seq: nextSeq(chatId), messageId: id, userId, emoji, set, counts: [] };
      const event = { type: "reaction:updated" as const, data };
      stored(chatId).log.push(event);
      const counted = counts(chatId, id);
      stored(chatId).log.pop();
      add(chatId, { ...event, data: { ...data, counts: counted } });
    },
    hide(id) {
      const { chatId } = find(id);
      const { hidden } = stored(chatId);
      if (hidden.has(id)) return;
      hidden.set(id, changed(chatId));
      tell({ type: "message:hidden", data: { chatId, messageIds: [id] } });
    },
    pin(id, pinned) {
      const { chatId, deletedAt } = find(id);
      const known = stored(chatId).pinnedIds;
      if (known.includes(id) === pinned || (pinned && deletedAt != null)) return;
      updated(chatId, () => {
        stored(chatId).pinnedIds = pinned ? [id, ...known] : known.filter((one) => one !== id);
        return {};
      });
    },
    rename(chatId, title) {
      updated(chatId, () => {
        stored(chatId).title = title;
        return {};
      });
    },
    join(chatId, userId) {
      const { members } = stored(chatId);
      if (members.has(userId)) return;
      const place = { role: "member" as const, joinedAt: now() };
      updated(chatId, () => {
        members.set(userId, place);
        return { members: [{ user: known(userId), ...place }] };
      });
    },
    leave(chatId, userId) {
      const { members } = stored(chatId);
      if (userId === ME || !members.has(userId)) return;
      updated(chatId, () => {
        members.delete(userId);
        stored(chatId).marks.delete(userId);
        return { leftIds: [userId] };
      });
    },
    setRole(chatId, userId, role) {
      const place = stored(chatId).members.get(userId);
      if (place === undefined || place.role === role) return;
      updated(chatId, () => {
        place.role = role;
        return { members: [{ user: known(userId), role, joinedAt: place.joinedAt }] };
      });
    },
    setMine(chatId, isMineNow) {
      const { members } = stored(chatId);
      if (members.has(ME) === isMineNow) return;
      const place = { role: "member" as const, joinedAt: now() };
      if (isMineNow) {
        updated(chatId, () => ({ members: [{ user: known(ME), ...place }] }));
        members.set(ME, place);
        changed(chatId);
        tell({ type: "chat:new", data: { chat: summary(chatId) } });
      } else {
        members.delete(ME);
        updated(chatId, () => ({ leftIds: [ME] }));
        stored(chatId).departedAt = changed(chatId);
        tell({ type: "chat:removed", data: { chatId } });
      }
    },
    read(chatId, seq) {
      const { mine } = stored(chatId);
      if (seq <= mine.myReadSeq && !mine.markedUnread) return;
      mine.myReadSeq = Math.max(seq, mine.myReadSeq);
      mine.markedUnread = false;
      changed(chatId);
      tell({ type: "chat:mine", data: mySide(chatId) });
      tell({ type: "message:read", data: { chatId, userId: ME, seq: mine.myReadSeq } });
    },
    arrange(chatId, change) {
      const { mine } = stored(chatId);
      Object.assign(mine, change);
      changed(chatId);
      tell({ type: "chat:mine", data: mySide(chatId) });
    },
    isMine,
    myChats: () => chatIds.filter(isMine),
    summary,
    newestPage: (chatId) => page(messages(chatId)),
    olderPage: (chatId, before) => page(messages(chatId).filter((one) => one.seq < before)),
    byId: (chatId, ids) => messages(chatId).filter((one) => ids.includes(one.id)),
    messages,
    log: (chatId) => stored(chatId).log,
    sync(since, held) {
      const from = Number(since ?? 0);
      const wanted = chatIds.filter(
        (id) => isMine(id) && (id in held || stored(id).changedAt > from),
      );
      const answers = wanted.map((id) => {
        const place = held[id];
        if (place === undefined) return { chat: summary(id) };
        const missed = stored(id).log.slice(place);
        const hidden = [...stored(id).hidden].filter(([, at]) => at > from).map(([one]) => one);
        return missed.length > REPEATED_EVENTS
          ? { chat: summary(id), complete: false, hidden }
          : {
              chat: summary(id),
              events: missed.map((event) => told(id, event)),
              complete: true,
              hidden,
            };
      });
      const removed = chatIds.filter((id) => !isMine(id) && stored(id).departedAt > from);
      return { chats: answers, removed, cursor: String(changes), more: false };
    },
  };
}

function aboutId(event: Exclude<LoggedEvent, { type: "chat:updated" }>): MessageId {
  return event.type === "message:new" || event.type === "message:updated"
    ? event.data.message.id
    : event.data.messageId;
}

function newChat(): Stored {
  const place = { role: "member" as const, joinedAt: LONG_AGO };
  return {
    log: [],
    members: new Map([
      [ME, { ...place }],
      ["anna", { ...place }],
      ["boris", { ...place }],
    ]),
    title: null,
    pinnedIds: [],
    marks: new Map(),
    readSeq: 0,
    hidden: new Map(),
    mine: { myReadSeq: 0, pinned: false, archived: false, mutedUntil: null, markedUnread: false },
    changedAt: 1,
    departedAt: 0,
  };
}

/** Somebody as broadcasts describe them. */
function known(userId: UserId): Omit<Member["user"], "online"> {
  const { online: _online, ...user } = member(userId).user;
  return user;
}
