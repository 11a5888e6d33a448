/** What the server has not confirmed, messages of mine and changes of messages: a picture of the stored outbox. */
import type { ChatId, ClientId } from "@/api/types";
import type { MessengerState, PendingAction, PendingMessage } from "../state";

export function replacePending(
  state: MessengerState,
  items: readonly PendingMessage[],
): MessengerState {
  const pendingByChat: MessengerState["pendingByChat"] = {};
  for (const item of items) (pendingByChat[item.chatId] ??= []).push(item);
  return { ...state, pendingByChat };
}

export function addPending(state: MessengerState, item: PendingMessage): MessengerState {
  const inChat = state.pendingByChat[item.chatId] ?? [];
  if (inChat.some((one) => one.clientId === item.clientId)) return state;
  return withPending(state, item.chatId, [...inChat, item]);
}

export function changePending(state: MessengerState, item: PendingMessage): MessengerState {
  const inChat = state.pendingByChat[item.chatId] ?? [];
  return withPending(
    state,
    item.chatId,
    inChat.map((one) => (one.clientId === item.clientId ? item : one)),
  );
}

export function removePending(state: MessengerState, clientId: ClientId): MessengerState {
  const found = Object.entries(state.pendingByChat).find(([, items]) =>
    items.some((item) => item.clientId === clientId),
  );
  if (found === undefined) return state;
  const [chatId, items] = found;
  return withPending(
    state,
    chatId,
    items.filter((item) => item.clientId !== clientId),
  );
}

function withPending(
  state: MessengerState,
  chatId: ChatId,
  items: PendingMessage[],
): MessengerState {
  const { [chatId]: _before, ...others } = state.pendingByChat;
  return {
    ...state,
    pendingByChat: items.length === 0 ? others : { ...others, [chatId]: items },
  };
}

export function replaceActions(
  state: MessengerState,
  items: readonly PendingAction[],
): MessengerState {
  const actionsByChat: MessengerState["actionsByChat"] = {};
  for (const item of items) (actionsByChat[item.chatId] ??= []).push(item);
  return { ...state, actionsByChat };
}

export function addAction(state: MessengerState, item: PendingAction): MessengerState {
  const inChat = state.actionsByChat[item.chatId] ?? [];
  if (inChat.some((one) => one.clientId === item.clientId)) return state;
  return withActions(state, item.chatId, [...inChat, item]);
}

/** Done, but its event may still be on its way: it goes on to be shown as asked for. */
export function markDone(state: MessengerState, item: PendingAction): MessengerState {
  const inChat = state.actionsByChat[item.chatId] ?? [];
  const marked = inChat.map((one) =>
    one.clientId === item.clientId ? { ...one, done: true as const } : one,
  );
  return withActions(state, item.chatId, marked);
}

export function removeAction(state: MessengerState, clientId: ClientId): MessengerState {
  const found = Object.entries(state.actionsByChat).find(([, items]) =>
    items.some((item) => item.clientId === clientId),
  );
  if (found === undefined) return state;
  const [chatId, items] = found;
  return withActions(
    state,
    chatId,
    items.filter((item) => item.clientId !== clientId),
  );
}

function withActions(
  state: MessengerState,
  chatId: ChatId,
  items: PendingAction[],
): MessengerState {
  const { [chatId]: _before, ...others } = state.actionsByChat;
  return {
    ...state,
    actionsByChat: items.length === 0 ? others : { ...others, [chatId]: items },
  };
}
