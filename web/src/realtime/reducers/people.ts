/** People met in chats and events, their presence, and who is typing. */
import type { TypingWhat } from "@/api/frames";
import type { ChatId, PublicUser, User, UserId } from "@/api/types";
import type { MessengerState, Presence } from "../state";

/** A sign of typing is forgotten after this long without another one. */
export const TYPING_MS = 6_000;

const OFFLINE = { online: false };

/** People as the server describes them, with presence where the description has it. */
export function applyUsers(
  state: MessengerState,
  users: readonly (User | PublicUser)[],
): MessengerState {
  if (users.length === 0) return state;
  const usersById = { ...state.usersById };
  const presenceByUser = { ...state.presenceByUser };
  for (const user of users) {
    // Of somebody whose account is deleted nothing is known any more.
    const known = user.deleted === true ? undefined : usersById[user.id];
    usersById[user.id] = { ...OFFLINE, ...known, ...user };
    if ("online" in user) {
      presenceByUser[user.id] = {
        online: user.online,
        away: user.away ?? false,
        lastSeenAt: user.lastSeenAt ?? null,
      };
    }
  }
  return { ...state, usersById, presenceByUser };
}

/** A changed profile shows everywhere: in the members of chats and in their titles. */
export function applyProfile(state: MessengerState, user: PublicUser): MessengerState {
  const next = applyUsers(state, [user]);
  const chatsById = { ...next.chatsById };
  for (const chat of Object.values(chatsById)) {
    const members = chat.members;
    if (members?.some((member) => member.user.id === user.id) !== true) continue;
    chatsById[chat.id] = {
      ...chat,
      members: members.map((member) =>
        member.user.id === user.id
          ? { ...member, user: { ...(user.deleted === true ? OFFLINE : member.user), ...user } }
          : member,
      ),
    };
  }
  const { session } = next;
  const isMe = session.phase === "signedIn" && session.me.id === user.id;
  return {
    ...next,
    chatsById,
    session: isMe ? { ...session, me: { ...session.me, ...user } } : session,
  };
}

export function applyPresence(
  state: MessengerState,
  userId: UserId,
  change: Partial<Presence>,
): MessengerState {
  const known = state.presenceByUser[userId] ?? { online: false, away: false, lastSeenAt: null };
  return {
    ...state,
    presenceByUser: { ...state.presenceByUser, [userId]: { ...known, ...change } },
  };
}

/** All who are here, as a fresh connection hears it: whoever is not named has gone meanwhile. */
export function replacePresence(
  state: MessengerState,
  present: readonly { userId: UserId; away: boolean }[],
): MessengerState {
  const presenceByUser: MessengerState["presenceByUser"] = {};
  for (const [userId, known] of Object.entries(state.presenceByUser)) {
    presenceByUser[userId] = { ...known, online: false, away: false };
  }
  for (const { userId, away } of present) {
    const lastSeenAt = presenceByUser[userId]?.lastSeenAt ?? null;
    presenceByUser[userId] = { online: true, away, lastSeenAt };
  }
  return { ...state, presenceByUser };
}

export function applyTyping(
  state: MessengerState,
  typing: { chatId: ChatId; userId: UserId; what: TypingWhat | null },
  nowMs: number,
): MessengerState {
  const { [typing.userId]: before, ...others } = state.typingByChat[typing.chatId] ?? {};
  if (typing.what === null && before === undefined) return state;
  const inChat =
    typing.what === null
      ? others
      : { ...others, [typing.userId]: { what: typing.what, until: nowMs + TYPING_MS } };
  return { ...state, typingByChat: { ...state.typingByChat, [typing.chatId]: inChat } };
}

export function expireTyping(state: MessengerState, nowMs: number): MessengerState {
  const typingByChat: MessengerState["typingByChat"] = {};
  let expired = false;
  for (const [chatId, byUser] of Object.entries(state.typingByChat)) {
    const fresh = Object.entries(byUser).filter(([, typing]) => typing.until > nowMs);
    expired ||= fresh.length < Object.keys(byUser).length;
    if (fresh.length > 0) typingByChat[chatId] = Object.fromEntries(fresh);
  }
  return expired ? { ...state, typingByChat } : state;
}
