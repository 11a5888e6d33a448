/** Changes of messages that I asked for, once the server has done them. */
import type { Message, UserId } from "@/api/types";
import type { MessengerState, PendingAction } from "../state";
import type { Reduced } from "./change";
import { withChat } from "./chats";
import { applyHidden } from "./mySide";
import { markDone, removeAction } from "./pending";
import { changeMessage, withTimeline } from "./timelines";

/**
 * What the answer does not contain comes as an event, perhaps a moment later: until then it goes on to be
 * shown as asked for. Counting it here as well could count it twice.
 */
export function applyActionDone(
  state: MessengerState,
  item: PendingAction,
  answer: Message | null,
  myId: UserId,
): Reduced {
  const { chatId, messageId, clientId, change } = item;
  if (answer !== null) {
    const newer = (known: Message): Message => (answer.rev > known.rev ? answer : known);
    const next = withMessageChanged(removeAction(state, clientId), item, newer);
    return { state: next, effects: [] };
  }
  if (change.type === "delete" && change.for === "me") {
    return applyHidden(removeAction(state, clientId), chatId, [messageId], myId);
  }
  return { state: markDone(state, item), effects: [] };
}

function withMessageChanged(
  state: MessengerState,
  { chatId, messageId }: PendingAction,
  change: (message: Message) => Message,
): MessengerState {
  const chat = state.chatsById[chatId];
  const last = chat?.lastMessage;
  const base =
    chat !== undefined && last?.id === messageId
      ? withChat(state, { ...chat, lastMessage: change(last) })
      : state;
  if (base.timelinesByChat[chatId] === undefined) return base;
  return withTimeline(base, chatId, (timeline) => changeMessage(timeline, messageId, change));
}
