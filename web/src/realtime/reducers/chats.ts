/**
 * The summaries of chats: their place in the log, last message, unread count and marks. Marks only
 * move forward; an older summary never replaces a newer one.
 */
import type { LoggedEvent } from "@/api/frames";
import type { Chat, ChatId, Member, UserId } from "@/api/types";
import type { MessengerState } from "../state";
import type { Effect, Reduced } from "./change";
import { applyUsers } from "./people";
import { firstSeq } from "./windows";

function withChat(state: MessengerState, chat: Chat): MessengerState {
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
  const newer = fetched.lastSeq >= known.lastSeq ? fetched : known;
  const merged: Chat = {
    ...newer,
    myReadSeq: Math.max(known.myReadSeq, fetched.myReadSeq),
    readSeq: Math.max(known.readSeq, fetched.readSeq),
    // Of the same messages, the count that came with the older mark is the larger one.
    unreadCount:
      known.lastSeq === fetched.lastSeq && known.myReadSeq > fetched.myReadSeq
        ? Math.min(known.unreadCount, fetched.unreadCount)
        : newer.unreadCount,
    ...withMembers(mergeMembers(known.members, fetched.members)),
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

/** An event of the log as far as the summary is concerned. */
export function applyToChat(state: MessengerState, event: LoggedEvent, myId: UserId): Reduced {
  const { chatId, seq } = event.data;
  const chat = state.chatsById[chatId];
  if (chat === undefined || seq > chat.lastSeq + 1) return { state, effects: [{ type: "sync" }] };
  if (seq <= chat.lastSeq) return { state, effects: [] };
  switch (event.type) {
    case "message:new": {
      const { message } = event.data;
      const fromOther = message.senderId !== myId;
      const unread = fromOther && seq > chat.myReadSeq ? 1 : 0;
      return {
        state: withChat(state, {
          ...chat,
          lastSeq: seq,
          lastMessage: message,
          unreadCount: chat.unreadCount + unread,
        }),
        effects: fromOther ? [{ type: "arrived", chatId, seq }] : [],
      };
    }
    case "chat:updated": {
      const { chat: shared, joined } = event.data;
      const base = joined == null ? state : applyUsers(state, [joined.user]);
      const alone: Member[] =
        joined == null
          ? []
          : [
              {
                user: { ...joined.user, online: false },
                role: joined.role,
                joinedAt: joined.joinedAt,
                readSeq: 0,
                deliveredSeq: 0,
              },
            ];
      const members = chat.members == null ? undefined : mergeMembers(chat.members, alone);
      return {
        state: withChat(base, { ...chat, ...shared, lastSeq: seq, ...withMembers(members) }),
        effects: [],
      };
    }
  }
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
  return recount(withChat(state, { ...chat, myReadSeq: seq }), { ...chat, myReadSeq: seq }, myId);
}

/** My own mark as the server counts it, from another device. */
export function applyMine(
  state: MessengerState,
  mine: { chatId: ChatId; myReadSeq: number; unreadCount: number },
  myId: UserId,
): Reduced {
  const chat = state.chatsById[mine.chatId];
  if (chat === undefined || mine.myReadSeq < chat.myReadSeq) return { state, effects: [] };
  const marked = { ...chat, myReadSeq: mine.myReadSeq, unreadCount: mine.unreadCount };
  const counted = countFromWindow(state, marked, myId);
  return {
    state: withChat(state, { ...marked, unreadCount: counted ?? mine.unreadCount }),
    effects: [],
  };
}

/** `live` lacks events that the summary knows of. */
export function behind(state: MessengerState, chatId: ChatId): boolean {
  const timeline = state.timelinesByChat[chatId];
  const chat = state.chatsById[chatId];
  return timeline?.live != null && chat !== undefined && timeline.appliedSeq < chat.lastSeq;
}

function recount(state: MessengerState, chat: Chat, myId: UserId): Reduced {
  const counted = countFromWindow(state, chat, myId);
  if (counted !== null) {
    // Reading makes nothing unread: what was said before I came is in the window, not in the count.
    const unreadCount = Math.min(chat.unreadCount, counted);
    return { state: withChat(state, { ...chat, unreadCount }), effects: [] };
  }
  return { state: withChat(state, chat), effects: [{ type: "refetchChat", chatId: chat.id }] };
}

/** Unread messages as far as they are loaded; `null` when that is not far enough to know. */
function countFromWindow(state: MessengerState, chat: Chat, myId: UserId): number | null {
  if (chat.myReadSeq >= (chat.lastMessage?.seq ?? 0)) return 0;
  const timeline = state.timelinesByChat[chat.id];
  const live = timeline?.live;
  if (live == null || behind(state, chat.id)) return null;
  const first = firstSeq(live);
  const reachesMark = !live.hasOlder || (first !== null && first <= chat.myReadSeq + 1);
  if (!reachesMark) return null;
  return live.messages.filter(
    (message) => message.seq > chat.myReadSeq && message.senderId !== myId,
  ).length;
}

function mergeMembers(
  known: readonly Member[] | null | undefined,
  fetched: readonly Member[] | null | undefined,
): Member[] | undefined {
  if (fetched == null) return known == null ? undefined : [...known];
  if (known == null) return [...fetched];
  const byId = new Map(known.map((member) => [member.user.id, member]));
  for (const member of fetched) {
    const before = byId.get(member.user.id);
    byId.set(member.user.id, {
      ...member,
      readSeq: Math.max(member.readSeq, before?.readSeq ?? 0),
      deliveredSeq: Math.max(member.deliveredSeq, before?.deliveredSeq ?? 0),
    });
  }
  return [...byId.values()];
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

function arrivals(known: Chat | undefined, fetched: Chat, myId: UserId): Effect[] {
  const last = fetched.lastMessage;
  const isNews = last != null && last.senderId !== myId && last.seq > (known?.lastSeq ?? 0);
  return isNews ? [{ type: "arrived", chatId: fetched.id, seq: last.seq }] : [];
}
