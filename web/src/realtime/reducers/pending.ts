/** Messages of mine that the server has not confirmed: a picture of the stored outbox. */
import type { ChatId, ClientId } from "@/api/types";
import type { MessengerState, PendingMessage } from "../state";

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
