/** The one way to a new state. */
import type { LoggedEvent, ServerEvent, SyncAnswer } from "@/api/frames";
import type { Call, Chat, ChatId, UserId } from "@/api/types";
import { initialState, type MessengerState } from "../state";
import type { CachedState, Change, Effect, Reduced } from "./change";
import { applyActionDone } from "./actions";
import { applyChat, applyMark, applyToChat, behind, readByMe } from "./chats";
import {
  applyDraftTold,
  applyHidden,
  applyHiddenEvent,
  applyMine,
  applyServerDraft,
  noteMySide,
} from "./mySide";
import {
  addAction,
  addPending,
  changePending,
  removeAction,
  removePending,
  replaceActions,
  replacePending,
} from "./pending";
import {
  applyPresence,
  applyProfile,
  applyTyping,
  applyUsers,
  expireTyping,
  replacePresence,
} from "./people";
import {
  applyAcknowledged,
  applyAside,
  applyCachedTimeline,
  applyPage,
  applyToTimeline,
  withTimeline,
} from "./timelines";
import { trimTimeline } from "./trimming";

export function reduce(state: MessengerState, change: Change): Reduced {
  const me = state.session.phase === "signedIn" ? state.session.me.id : "";
  switch (change.type) {
    case "signedIn":
      return plain({ ...state, session: { phase: "signedIn", me: change.me } });
    case "meUpdated":
      return state.session.phase === "signedIn"
        ? plain({ ...state, session: { phase: "signedIn", me: change.me } })
        : plain(state);
    case "signedOut":
      return plain({ ...initialState, session: { phase: "signedOut", reason: change.reason } });
    case "connection":
      return plain({ ...state, connection: change.connection });
    case "cacheLoaded":
      return plain(fromCache(state, change.cache));
    case "storeIdentified":
      return plain(
        state.storeId === null || state.storeId === change.storeId
          ? { ...state, storeId: change.storeId }
          : withoutServerData(state, change.storeId),
      );
    case "event":
      return applyEvent(state, change.event, change.nowMs, me);
    case "synced":
      return applySync(state, change.answer, change.mySide, me);
    case "chatsComplete": {
      const mine = new Set(change.chatIds);
      const gone = Object.keys(state.chatsById).filter(
        (chatId) => !mine.has(chatId) && !hasOvertaken(state, chatId, change.mySide),
      );
      return plain({ ...gone.reduce(withoutChat, state), chatsLoaded: true });
    }
    case "caughtUp": {
      // Its cursor is older than ours: only what it says of chats is of use.
      const { state: caughtUp, effects } = applySync(state, change.answer, change.mySide, me);
      return { state: { ...caughtUp, cursor: state.cursor }, effects };
    }
    case "chatFetched":
      return applySummary(state, change.chat, me);
    case "chatRefetched": {
      const { id, lastSeq } = change.chat;
      const known = state.chatsById[id];
      if (known === undefined) return plain(state);
      // Of what the socket still carries it would be counted twice: the answer to a sync comes behind that.
      if (lastSeq > known.lastSeq) return { state, effects: [{ type: "sync" }] };
      // More has happened while it was on its way: its counts are of before.
      const isOld = lastSeq < known.lastSeq || change.mySide !== (state.mySideChanges[id] ?? 0);
      return isOld
        ? { state, effects: [{ type: "refetchChat", chatId: id }] }
        : applySummary(state, change.chat, me);
    }
    case "chatMissed":
      if (state.chatsById[change.chatId] === undefined) return plain(state);
      return change.mySide === (state.mySideChanges[change.chatId] ?? 0)
        ? plain(withoutChat(state, change.chatId))
        : { state, effects: [{ type: "refetchChat", chatId: change.chatId }] };
    case "userFetched":
      return plain(applyUsers(state, [change.user]));
    case "timelineCached":
      return plain(applyCachedTimeline(state, change.chatId, change.cached));
    case "timelineLoading":
      return plain(
        withTimeline(state, change.chatId, (timeline) => ({
          ...timeline,
          loading: change.loading,
        })),
      );
    case "pageLoaded": {
      // The chat was taken from me while its page was on the way.
      if (state.timelinesByChat[change.chatId]?.loading !== change.loading) return plain(state);
      const { state: next, effects } = applyPage(state, change.chatId, change.page, me);
      // Events that came while the page was on its way had no messages to join.
      if (behind(next, change.chatId)) effects.push({ type: "sync" });
      return { state: next, effects };
    }
    case "asideLoaded":
      return plain(applyAside(state, change.chatId, change, me));
    case "returnedToNewest":
      return plain(withTimeline(state, change.chatId, (timeline) => ({ ...timeline, away: null })));
    case "timelineTrimmed":
      return plain(trimTimeline(state, change.chatId, change.keep));
    case "readByMe":
      return readByMe(withUnsaid(state, change.chatId, change.seq), change.chatId, change.seq, me);
    case "readSaid":
      return plain(
        (state.unsaidReads[change.chatId] ?? 0) > change.seq
          ? state
          : withoutUnsaid(state, change.chatId),
      );
    case "outboxRead":
      return plain(replacePending(state, change.items));
    case "pendingAdded":
      return plain(addPending(state, change.item));
    case "pendingChanged":
      return plain(changePending(state, change.item));
    case "pendingRemoved":
      return plain(removePending(state, change.clientId));
    case "acknowledged":
      return plain(
        removePending(applyAcknowledged(state, change.message), change.message.clientId),
      );
    case "actionsRead":
      return plain(replaceActions(state, change.items));
    case "actionAdded":
      return plain(addAction(state, change.item));
    case "actionRemoved":
      return plain(removeAction(state, change.clientId));
    case "actionDone":
      return applyActionDone(state, change.item, change.message, me);
    case "typingExpired":
      return plain(expireTyping(state, change.nowMs));
    case "drafted":
      return plain({
        ...state,
        draftsByChat: { ...state.draftsByChat, [change.chatId]: change.draft },
      });
    case "draftTold":
      return plain(applyDraftTold(state, change.chatId, change.draft));
  }
}

function plain(state: MessengerState): Reduced {
  return { state, effects: [] };
}

function applyEvent(
  state: MessengerState,
  event: ServerEvent,
  nowMs: number,
  myId: UserId,
): Reduced {
  switch (event.type) {
    case "message:new":
    case "message:updated":
    case "message:deleted":
    case "reaction:updated":
    case "chat:updated": {
      const known = state.chatsById[event.data.chatId];
      // After a gap the answer to the sync brings everything in order, this event too.
      if (known === undefined || event.data.seq > known.lastSeq + 1) {
        return { state, effects: [{ type: "sync" }] };
      }
      const inChat = applyToChat(state, event, myId);
      const inTimeline = applyToTimeline(inChat.state, event, myId);
      const effects = [...inChat.effects, ...inTimeline.effects];
      return { state: afterLogged(inTimeline.state, event, nowMs, myId), effects };
    }
    case "message:read":
      return applyMark(state, { ...event.data, kind: "read" }, myId);
    case "message:delivered":
      return applyMark(state, { ...event.data, kind: "delivered" }, myId);
    case "typing":
      return plain(event.data.userId === myId ? state : applyTyping(state, event.data, nowMs));
    case "user:online":
      return plain(
        applyPresence(state, event.data.userId, { online: true, away: event.data.away }),
      );
    case "user:offline":
      return plain(
        applyPresence(state, event.data.userId, {
          online: false,
          away: false,
          lastSeenAt: event.data.lastSeenAt,
        }),
      );
    case "presence:state":
      return plain(replacePresence(state, event.data.present));
    case "user:updated":
      return plain(applyProfile(state, event.data.user));
    case "chat:new":
      return applySummary(noteMySide(state, event.data.chat.id), event.data.chat, myId);
    case "chat:removed":
      return plain(withoutChat(noteMySide(state, event.data.chatId), event.data.chatId));
    case "chat:mine":
      return applyMine(state, event.data, myId);
    case "message:hidden":
      return applyHiddenEvent(state, event.data.chatId, event.data.messageIds, myId);
    case "resync":
      return { state, effects: [{ type: "sync" }] };
    case "call:updated":
    case "call:ended":
      return plain(withGroupCall(state, event.data.call));
    // How people stand to each other, who came by an invitation, and how simple the page is to be, is asked for by the screens that show it.
    case "session:ended":
    case "contact:request":
    case "contact:updated":
    case "invite:progress":
    case "simple:changed":
    case "call:incoming":
    case "call:ringing":
    case "call:accepted":
    case "call:rejected":
    case "call:taken":
    case "call:removed":
    case "call:muted":
    case "call:reacted":
    case "call:offer":
    case "call:answer":
    case "call:ice-candidate":
    case "call:state":
      return plain(state);
    default:
      // A frame of a newer server. Its place in a log, if it has one, is found at the next sync.
      event satisfies never;
      return plain(state);
  }
}

/** Whoever is in a group sees that a call goes on there; one of two people is shown where it is. */
function withGroupCall(state: MessengerState, call: Call): MessengerState {
  const chat = state.chatsById[call.chatId];
  if (call.mode !== "sfu" || chat === undefined) return state;
  const activeCall = call.status === "ended" ? null : call;
  // Another call may have begun since the one that ended.
  if (activeCall === null && chat.activeCall?.id !== call.id) return state;
  return { ...state, chatsById: { ...state.chatsById, [chat.id]: { ...chat, activeCall } } };
}

/** A message ends its sender's typing, and mine is no longer pending. */
function afterLogged(
  state: MessengerState,
  event: LoggedEvent,
  nowMs: number,
  myId: UserId,
): MessengerState {
  if (event.type !== "message:new") return state;
  const { chatId, message } = event.data;
  return message.senderId === myId
    ? removePending(state, message.clientId)
    : applyTyping(state, { chatId, userId: message.senderId, what: null }, nowMs);
}

/** A summary as the server has it now, my own half-written words included. */
function applySummary(state: MessengerState, chat: Chat, myId: UserId): Reduced {
  const merged = applyChat(state, chat, myId);
  return { ...merged, state: applyServerDraft(merged.state, chat.id, chat.draft ?? null) };
}

/** An event of my side of a chat came before an answer that may not know of it. */
function hasOvertaken(
  state: MessengerState,
  chatId: ChatId,
  asked: MessengerState["mySideChanges"],
): boolean {
  return (state.mySideChanges[chatId] ?? 0) !== (asked[chatId] ?? 0);
}

function applySync(
  state: MessengerState,
  answer: SyncAnswer,
  mySide: MessengerState["mySideChanges"],
  myId: UserId,
): Reduced {
  const effects: Effect[] = [];
  let next = state;
  for (const { chat, events, complete, hidden } of answer.chats) {
    for (const event of events ?? []) {
      const applied = applyToTimeline(next, event, myId);
      next = applied.state;
      if (event.type === "message:new" && event.data.message.senderId === myId) {
        next = removePending(next, event.data.message.clientId);
      }
    }
    const isOvertaken =
      hasOvertaken(state, chat.id, mySide) ||
      chat.lastSeq < (state.chatsById[chat.id]?.lastSeq ?? 0);
    // What it says of my side may be older than what we know, or newer.
    if (isOvertaken) effects.push({ type: "refetchChat", chatId: chat.id });
    // Before the summary, which does not count them any more.
    if (hidden != null) next = applyHidden(next, chat.id, hidden, myId).state;
    // Whatever was fetched meanwhile is of before.
    const merged = applySummary(noteMySide(next, chat.id), chat, myId);
    next = merged.state;
    // Its own request for a sync would go round in circles: what is still missing is said here.
    effects.push(...merged.effects.filter((effect) => effect.type !== "sync"));
    const live = next.timelinesByChat[chat.id]?.live ?? null;
    // Its first page came while the answer was on its way: nobody had asked for its events.
    const isUnasked = complete == null && behind(next, chat.id);
    if (live !== null && (complete === false || isUnasked)) {
      effects.push({ type: "loadNewest", chatId: chat.id });
    }
  }
  for (const chatId of answer.removed) {
    if (!hasOvertaken(state, chatId, mySide)) next = withoutChat(next, chatId);
  }
  return { state: { ...next, cursor: answer.cursor }, effects };
}

function withoutChat(state: MessengerState, chatId: ChatId): MessengerState {
  const { [chatId]: _chat, ...chatsById } = state.chatsById;
  const { [chatId]: _timeline, ...timelinesByChat } = state.timelinesByChat;
  const { [chatId]: _typing, ...typingByChat } = state.typingByChat;
  const { [chatId]: _draft, ...draftsByChat } = state.draftsByChat;
  const { [chatId]: _hidden, ...hiddenByChat } = state.hiddenByChat;
  return {
    ...withoutUnsaid(state, chatId),
    chatsById,
    timelinesByChat,
    typingByChat,
    draftsByChat,
    hiddenByChat,
  };
}

function withUnsaid(state: MessengerState, chatId: ChatId, seq: number): MessengerState {
  const known = Math.max(state.unsaidReads[chatId] ?? 0, state.chatsById[chatId]?.myReadSeq ?? seq);
  return seq <= known ? state : { ...state, unsaidReads: { ...state.unsaidReads, [chatId]: seq } };
}

function withoutUnsaid(state: MessengerState, chatId: ChatId): MessengerState {
  const { [chatId]: _said, ...unsaidReads } = state.unsaidReads;
  return { ...state, unsaidReads };
}

/** The server was restored from a backup: what we knew may never have been. */
function withoutServerData(state: MessengerState, storeId: string): MessengerState {
  return {
    ...state,
    storeId,
    cursor: null,
    chatsLoaded: false,
    chatsById: {},
    timelinesByChat: {},
    typingByChat: {},
    hiddenByChat: {},
    unsaidReads: {},
    presenceByUser: {},
  };
}

function fromCache(state: MessengerState, cache: CachedState): MessengerState {
  const people = cache.chats.flatMap((chat) => (chat.members ?? []).map((member) => member.user));
  return {
    ...applyUsers(state, people),
    session: { phase: "signedIn", me: cache.me },
    chatsLoaded: cache.cursor !== null,
    storeId: cache.storeId,
    cursor: cache.cursor,
    chatsById: Object.fromEntries(cache.chats.map((chat) => [chat.id, chat])),
    draftsByChat: cache.drafts,
    unsaidReads: cache.unsaidReads,
    // Who is online now is not in a cache.
    presenceByUser: Object.fromEntries(
      people.map((user) => [
        user.id,
        { online: false, away: false, lastSeenAt: user.lastSeenAt ?? null },
      ]),
    ),
  };
}
