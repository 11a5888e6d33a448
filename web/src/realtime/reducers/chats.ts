/**
 * The summaries of chats: their place in the log, last message, unread count and marks. Marks only
 * move forward; an older summary never replaces a newer one.
 */
import type { Joined, LoggedEvent } from "@/api/frames";
import type { Chat, ChatId, Member, Message, MessageId, SharedChat, UserId } from "@/api/types";
import type { MessengerState } from "../state";
import type { Effect, Reduced } from "./change";
import { afterChange, changedId, isCounted, namesMe } from "./messages";
import { applyUsers } from "./people";
import { firstSeq } from "./windows";

export function withChat(state: MessengerState, chat: Chat): MessengerState {
  return { ...state, chatsById: { ...state.chatsById, [chat.id]: chat } };
}

/** A whole summary from the server, from whatever way it came. */
export function applyChat(state: MessengerState, fetched: Chat, myId: UserId): Reduced {
  const people = (fetched.members ?? []).map((member) => member.user);
  const base = applyUsers(state, people);
  const known = base.chatsById[fetched.id];
  if (known === undefined) {
    return { state: withChat(base, fetched), effects: arrivals(undefined, fetched, myId) };
  }
  const isNewer = fetched.lastSeq >= known.lastSeq;
  const newer = isNewer ? fetched : known;
  // Of the same messages, the count that came with the older mark is the larger one.
  const isOlderMark = known.lastSeq === fetched.lastSeq && known.myReadSeq > fetched.myReadSeq;
  const merged: Chat = {
    ...newer,
    myReadSeq: Math.max(known.myReadSeq, fetched.myReadSeq),
    readSeq: Math.max(known.readSeq, fetched.readSeq),
    ...(isOlderMark
      ? {
          unreadCount: Math.min(known.unreadCount, fetched.unreadCount),
          ...withMentions(Math.min(known.unreadMentions ?? 0, fetched.unreadMentions ?? 0)),
        }
      : {}),
    ...withMembers(mergeMembers(known, fetched)),
  };
  let next = withChat(base, merged);
  const effects = arrivals(known, fetched, myId);
  if (merged.myReadSeq > newer.myReadSeq) {
    // The count came with an older mark than the one we know.
    const recounted = recount(next, merged, myId);
    next = recounted.state;
  }
  if (behind(next, merged.id)) effects.push({ type: "sync" });
  return { state: next, effects };
}

/** An event of the log as far as the summary is concerned, before its messages take it. */
export function applyToChat(state: MessengerState, event: LoggedEvent, myId: UserId): Reduced {
  const { chatId, seq } = event.data;
  const chat = state.chatsById[chatId];
  if (chat === undefined || seq > chat.lastSeq + 1) return { state, effects: [{ type: "sync" }] };
  if (seq <= chat.lastSeq) return { state, effects: [] };
  switch (event.type) {
    case "message:new": {
      const { message } = event.data;
      if (state.hiddenByChat[chatId]?.includes(message.id) === true) {
        // It is not shown to me, and its writer has read up to it all the same.
        const unseen = withChat(state, { ...chat, lastSeq: seq });
        return {
          state: isWritten(message) ? readByWriter(unseen, message, myId) : unseen,
          effects: [],
        };
      }
      const fromOther = message.senderId !== myId;
      const counts = seq > chat.myReadSeq && isCounted(message, chat, myId);
      const mentions = counts && namesMe(message, myId) ? 1 : 0;
      const next = withChat(state, {
        ...chat,
        lastSeq: seq,
        lastMessage: message,
        unreadCount: chat.unreadCount + (counts ? 1 : 0),
        ...withMentions((chat.unreadMentions ?? 0) + mentions),
      });
      return {
        state: isWritten(message) ? readByWriter(next, message, myId) : next,
        effects: fromOther ? [{ type: "arrived", chatId, seq }] : [],
      };
    }
    case "message:updated":
    case "message:deleted":
    case "reaction:updated": {
      const id = changedId(event);
      const known = heldMessage(state, chatId, id);
      const last = chat.lastMessage;
      const lastMessage = last?.id === id ? afterChange(last, event, myId) : last;
      const next = withChat(state, { ...chat, lastSeq: seq, lastMessage: lastMessage ?? null });
      if (event.type === "reaction:updated") return { state: next, effects: [] };
      // A page was quicker than the event: how it was when it was counted is not known any more.
      const before = known !== undefined && known.rev >= seq ? undefined : known;
      return known?.senderId === myId
        ? { state: next, effects: [] }
        : recountChanged(next, chatId, before, before && afterChange(before, event, myId), myId);
    }
    case "chat:updated": {
      const { chat: shared, joined, members, leftIds } = event.data;
      const changed = [...(joined == null ? [] : [joined]), ...(members ?? [])];
      const base = applyUsers(
        state,
        changed.map((one) => one.user),
      );
      const mine = changed.find((one) => one.user.id === myId);
      return {
        state: withChat(base, {
          ...withShared(chat, shared),
          ...withMembers(membersAfter(chat.members, changed, leftIds ?? [])),
          role: mine?.role ?? chat.role,
          lastSeq: seq,
        }),
        effects: [],
      };
    }
  }
}

/** Messages that I deleted for me, before they leave the timeline. */
export function applyHiddenToChat(
  state: MessengerState,
  chatId: ChatId,
  ids: readonly MessageId[],
  myId: UserId,
): Reduced {
  const chat = state.chatsById[chatId];
  if (chat === undefined) return { state, effects: [] };
  const effects: Effect[] = [];
  let next = state;
  for (const id of ids) {
    const counted = recountChanged(next, chatId, heldMessage(state, chatId, id), null, myId);
    next = counted.state;
    effects.push(...counted.effects);
  }
  const now = next.chatsById[chatId] ?? chat;
  if (now.lastMessage != null && ids.includes(now.lastMessage.id)) {
    const live = behind(next, chatId) ? null : (next.timelinesByChat[chatId]?.live ?? null);
    const lastMessage = live?.messages.findLast((message) => !ids.includes(message.id)) ?? null;
    next = withChat(next, { ...now, lastMessage });
    if (lastMessage === null && live?.hasOlder !== false) {
      effects.push({ type: "refetchChat", chatId });
    }
  }
  return { state: next, effects };
}

/** Cards and notes are said by the server, whoever they are about. */
function isWritten({ kind }: Message): boolean {
  return kind !== "call" && kind !== "system";
}

/** Whoever writes has read what stands above; the server moves their marks without a word of its own. */
function readByWriter(state: MessengerState, message: Message, myId: UserId): MessengerState {
  const { chatId, senderId: userId, seq } = message;
  // My own newest message leaves nothing unread, so nothing has to be asked.
  return applyMark(state, { chatId, userId, seq, kind: "read" }, myId).state;
}

/** Somebody has read, or a device of theirs received, up to a place. */
export function applyMark(
  state: MessengerState,
  mark: { chatId: ChatId; userId: UserId; seq: number; kind: "read" | "delivered" },
  myId: UserId,
): Reduced {
  const chat = state.chatsById[mark.chatId];
  if (chat === undefined) return { state, effects: [] };
  const members = chat.members?.map((member) =>
    member.user.id === mark.userId ? withMark(member, mark.kind, mark.seq) : member,
  );
  const mine = mark.userId === myId;
  const next = withChat(state, {
    ...chat,
    ...withMembers(members),
    readSeq: mark.kind === "read" && !mine ? Math.max(chat.readSeq, mark.seq) : chat.readSeq,
  });
  return mine && mark.kind === "read"
    ? readByMe(next, mark.chatId, mark.seq, myId)
    : { state: next, effects: [] };
}

/** I have read up to a place, on this device or another. */
export function readByMe(
  state: MessengerState,
  chatId: ChatId,
  seq: number,
  myId: UserId,
): Reduced {
  const chat = state.chatsById[chatId];
  if (chat === undefined || seq <= chat.myReadSeq) return { state, effects: [] };
  const read = { ...withoutMarkedUnread(chat), myReadSeq: seq };
  return recount(withChat(state, read), read, myId);
}

/** `live` lacks events that the summary knows of. */
export function behind(state: MessengerState, chatId: ChatId): boolean {
  const timeline = state.timelinesByChat[chatId];
  const chat = state.chatsById[chatId];
  return timeline?.live != null && chat !== undefined && timeline.appliedSeq < chat.lastSeq;
}

/**
 * The counts after one message has changed (`after`, `null` when it is gone for me). What is not
 * loaded cannot be told: then the server is asked.
 */
function recountChanged(
  state: MessengerState,
  chatId: ChatId,
  before: Message | undefined,
  after: Message | null | undefined,
  myId: UserId,
): Reduced {
  const chat = state.chatsById[chatId];
  if (chat === undefined || chat.unreadCount === 0) return { state, effects: [] };
  if (before === undefined) return { state, effects: [{ type: "refetchChat", chatId }] };
  const unread = (message: Message | null | undefined): message is Message =>
    message != null && message.seq > chat.myReadSeq && isCounted(message, chat, myId);
  const messages = Number(unread(after)) - Number(unread(before));
  const mentions =
    Number(unread(after) && namesMe(after, myId)) - Number(unread(before) && namesMe(before, myId));
  if (messages === 0 && mentions === 0) return { state, effects: [] };
  return {
    state: withChat(state, {
      ...chat,
      unreadCount: Math.max(0, chat.unreadCount + messages),
      ...withMentions(Math.max(0, (chat.unreadMentions ?? 0) + mentions)),
    }),
    effects: [],
  };
}

function recount(state: MessengerState, chat: Chat, myId: UserId): Reduced {
  const counted = countFromWindow(state, chat, myId);
  if (counted !== null) {
    // Reading makes nothing unread: what was said before I came is in the window, not in the count.
    const unreadCount = Math.min(chat.unreadCount, counted.messages);
    const mentions = Math.min(chat.unreadMentions ?? 0, counted.mentions);
    const next = withChat(state, { ...chat, unreadCount, ...withMentions(mentions) });
    return { state: next, effects: [] };
  }
  return { state: withChat(state, chat), effects: [{ type: "refetchChat", chatId: chat.id }] };
}

/** Unread messages as far as they are loaded; `null` when that is not far enough to know. */
export function countFromWindow(
  state: MessengerState,
  chat: Chat,
  myId: UserId,
): { messages: number; mentions: number } | null {
  if (chat.myReadSeq >= (chat.lastMessage?.seq ?? 0)) return { messages: 0, mentions: 0 };
  const timeline = state.timelinesByChat[chat.id];
  const live = timeline?.live;
  // Ahead of the summary it holds messages that are yet to be counted.
  if (live == null || timeline?.appliedSeq !== chat.lastSeq) return null;
  const first = firstSeq(live);
  const reachesMark = !live.hasOlder || (first !== null && first <= chat.myReadSeq + 1);
  if (!reachesMark) return null;
  const unread = live.messages.filter(
    (message) => message.seq > chat.myReadSeq && isCounted(message, chat, myId),
  );
  const mentions = unread.filter((message) => namesMe(message, myId)).length;
  return { messages: unread.length, mentions };
}

/** A message as the newest window or the summary has it, when they are up to date. */
function heldMessage(state: MessengerState, chatId: ChatId, id: MessageId): Message | undefined {
  const last = state.chatsById[chatId]?.lastMessage;
  if (last?.id === id) return last;
  return state.timelinesByChat[chatId]?.live?.messages.findLast((message) => message.id === id);
}

/** What is the same for all, replaced whole: what is absent is none. */
function withShared(chat: Chat, shared: SharedChat): Chat {
  const {
    title: _title,
    description: _description,
    avatarUrl: _avatarUrl,
    pinnedIds: _pinnedIds,
    historyForNewcomers: _history,
    membersMayAdd: _membersMayAdd,
    audioRoom: _audioRoom,
    ...rest
  } = chat;
  return { ...rest, ...shared };
}

function membersAfter(
  known: readonly Member[] | null | undefined,
  changed: readonly Joined[],
  leftIds: readonly UserId[],
): Member[] | undefined {
  if (known == null) return undefined;
  const byId = new Map(known.map((member) => [member.user.id, member]));
  for (const { user, role, joinedAt } of changed) {
    const before = byId.get(user.id);
    byId.set(user.id, {
      readSeq: 0,
      deliveredSeq: 0,
      ...before,
      user: { online: false, ...before?.user, ...user },
      role,
      joinedAt,
    });
  }
  for (const id of leftIds) byId.delete(id);
  return [...byId.values()];
}

/** The members of the newer summary with the higher marks of both. */
function mergeMembers(known: Chat, fetched: Chat): Member[] | undefined {
  // A list of chats leaves large ones out; what we have is as old as the summary we have.
  if (fetched.members == null) {
    return fetched.lastSeq > known.lastSeq ? undefined : (known.members ?? undefined);
  }
  if (known.members == null) return fetched.members;
  const [newer, older] =
    fetched.lastSeq >= known.lastSeq
      ? [fetched.members, known.members]
      : [known.members, fetched.members];
  const byId = new Map(older.map((member) => [member.user.id, member]));
  return newer.map((member) => {
    const other = byId.get(member.user.id);
    return {
      ...member,
      readSeq: Math.max(member.readSeq, other?.readSeq ?? 0),
      deliveredSeq: Math.max(member.deliveredSeq, other?.deliveredSeq ?? 0),
    };
  });
}

function withMark(member: Member, kind: "read" | "delivered", seq: number): Member {
  return {
    ...member,
    readSeq: kind === "read" ? Math.max(member.readSeq, seq) : member.readSeq,
    // What was read was received.
    deliveredSeq: Math.max(member.deliveredSeq, seq),
  };
}

function withMembers(members: Member[] | null | undefined): { members?: Member[] } {
  return members == null ? {} : { members };
}

function withMentions(count: number): { unreadMentions: number } {
  return { unreadMentions: count };
}

function withoutMarkedUnread(chat: Chat): Chat {
  const { markedUnread: _markedUnread, ...rest } = chat;
  return rest;
}

function arrivals(known: Chat | undefined, fetched: Chat, myId: UserId): Effect[] {
  const last = fetched.lastMessage;
  const isNews = last != null && last.senderId !== myId && last.seq > (known?.lastSeq ?? 0);
  return isNews ? [{ type: "arrived", chatId: fetched.id, seq: last.seq }] : [];
}
