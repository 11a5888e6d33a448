/** My own side of a chat: what I pinned, silenced, put away, hid and half wrote, on any device. */
import type { Chat, ChatId, MessageId, MyChat, UserId } from "@/api/types";
import type { LocalDraft, MessengerState } from "../state";
import type { Reduced } from "./change";
import { applyHiddenToChat, countFromWindow, withChat } from "./chats";
import { withoutHidden } from "./timelines";

/** Remembered for pages that are on their way; those that come later leave them out themselves. */
const REMEMBERED_HIDDEN = 500;

/** Always whole: what is absent is none. */
export function applyMine(state: MessengerState, mine: MyChat, myId: UserId): Reduced {
  const chat = state.chatsById[mine.chatId];
  // A summary that is on its way may be of before.
  if (chat === undefined) return { state: noteMySide(state, mine.chatId), effects: [] };
  const noted = applyServerDraft(noteMySide(state, chat.id), chat.id, mine.draft ?? null);
  const placed: Chat = { ...withoutMySide(chat), ...mySideOf(mine) };
  // I have read further here than the server had heard: its counts are of before.
  if (mine.myReadSeq < chat.myReadSeq) {
    const { unreadCount, unreadMentions, myReadSeq } = chat;
    const counts = { unreadCount, unreadMentions: unreadMentions ?? 0, myReadSeq };
    return { state: withChat(noted, { ...placed, ...counts }), effects: [] };
  }
  const marked: Chat = {
    ...placed,
    myReadSeq: mine.myReadSeq,
    unreadCount: mine.unreadCount,
    unreadMentions: mine.unreadMentions ?? 0,
  };
  const counted = countFromWindow(noted, marked, myId);
  const counts =
    counted === null ? {} : { unreadCount: counted.messages, unreadMentions: counted.mentions };
  return { state: withChat(noted, { ...marked, ...counts }), effects: [] };
}

/** The server's word that I deleted messages for me, in the order of the socket. */
export function applyHiddenEvent(
  state: MessengerState,
  chatId: ChatId,
  messageIds: readonly MessageId[],
  myId: UserId,
): Reduced {
  const reduced = applyHidden(state, chatId, messageIds, myId);
  const chat = state.chatsById[chatId];
  if (chat === undefined) return reduced;
  const isLast = chat.lastMessage != null && messageIds.includes(chat.lastMessage.id);
  const wasKnown = isLast && reduced.state.chatsById[chatId]?.lastMessage === chat.lastMessage;
  // A summary that was asked for may count them no more, one that came behind the answer to my asking still may.
  const isUnsure = chat.unreadCount > 0 || wasKnown;
  return isUnsure
    ? { ...reduced, effects: [...reduced.effects, { type: "refetchChat", chatId }] }
    : reduced;
}

/** I deleted messages for me, here or on another device. */
export function applyHidden(
  state: MessengerState,
  chatId: ChatId,
  messageIds: readonly MessageId[],
  myId: UserId,
): Reduced {
  const known = state.hiddenByChat[chatId] ?? [];
  const news = messageIds.filter((id) => !known.includes(id));
  if (news.length === 0) return { state, effects: [] };
  const inChat = applyHiddenToChat(state, chatId, news, myId);
  const hidden = [...known, ...news].slice(-REMEMBERED_HIDDEN);
  const noted = noteMySide(inChat.state, chatId);
  const remembered = { ...noted, hiddenByChat: { ...noted.hiddenByChat, [chatId]: hidden } };
  return { state: withoutHidden(remembered, chatId, news), effects: inChat.effects };
}

/** A draft of another device takes the place of mine, unless mine is newer than what was told. */
export function applyServerDraft(
  state: MessengerState,
  chatId: ChatId,
  draft: { text: string; replyTo?: MessageId | null } | null,
): MessengerState {
  const known = state.draftsByChat[chatId];
  if (known !== undefined && !known.told) return state;
  const { [chatId]: _before, ...others } = state.draftsByChat;
  if (draft === null) {
    return known === undefined ? state : { ...state, draftsByChat: others };
  }
  const replyTo = draft.replyTo ?? null;
  if (known?.text === draft.text && known.replyTo === replyTo) return state;
  const taken = { text: draft.text, replyTo, told: true };
  return { ...state, draftsByChat: { ...others, [chatId]: taken } };
}

/** The server has this draft; an empty one is forgotten. */
export function applyDraftTold(
  state: MessengerState,
  chatId: ChatId,
  draft: LocalDraft,
): MessengerState {
  if (state.draftsByChat[chatId] !== draft) return state;
  const { [chatId]: _before, ...others } = state.draftsByChat;
  const isNone = draft.text === "" && draft.replyTo === null;
  return {
    ...state,
    draftsByChat: isNone ? others : { ...others, [chatId]: { ...draft, told: true } },
  };
}

/** An answer that was asked for before is of no use. */
export function noteMySide(state: MessengerState, chatId: ChatId): MessengerState {
  const changes = (state.mySideChanges[chatId] ?? 0) + 1;
  return { ...state, mySideChanges: { ...state.mySideChanges, [chatId]: changes } };
}

function withoutMySide(
  chat: Chat,
): Omit<Chat, "mutedUntil" | "markedUnread" | "draft" | "hiddenSeq"> {
  const {
    mutedUntil: _mutedUntil,
    markedUnread: _markedUnread,
    draft: _draft,
    hiddenSeq: _hiddenSeq,
    ...rest
  } = chat;
  return rest;
}

/** As a summary would say it: false and none are left out. */
function mySideOf(mine: MyChat): Partial<Chat> & Pick<Chat, "pinned" | "archived"> {
  return {
    pinned: mine.pinned ?? false,
    archived: mine.archived ?? false,
    ...(mine.mutedUntil == null ? {} : { mutedUntil: mine.mutedUntil }),
    ...(mine.markedUnread === true ? { markedUnread: true } : {}),
    ...(mine.draft == null ? {} : { draft: mine.draft }),
    ...(mine.hiddenSeq == null ? {} : { hiddenSeq: mine.hiddenSeq }),
  };
}
