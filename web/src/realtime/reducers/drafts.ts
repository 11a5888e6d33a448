/**
 * What I have begun to write, on whichever device. What is typed here and not yet kept by the server
 * wins over what comes from there; everything else follows the server.
 */
import type { ChatId } from "@/api/types";
import type { MessengerState } from "../state";
import type { CachedState } from "./change";

/** Typed here. */
export function applyDraft(state: MessengerState, chatId: ChatId, text: string): MessengerState {
  if ((state.draftsByChat[chatId] ?? "") === text) return state;
  return {
    ...state,
    draftsByChat: withText(state.draftsByChat, chatId, text),
    unsavedDrafts: { ...state.unsavedDrafts, [chatId]: true },
  };
}

/** The server has kept this text, or never will. */
export function applyDraftSaved(
  state: MessengerState,
  chatId: ChatId,
  text: string,
): MessengerState {
  // Typed on meanwhile: the newer text is still to be kept.
  if ((state.draftsByChat[chatId] ?? "") !== text) return state;
  const { [chatId]: _saved, ...unsavedDrafts } = state.unsavedDrafts;
  return { ...state, unsavedDrafts };
}

/** Takes over the drafts that came with new summaries of chats. */
export function followServerDrafts(before: MessengerState, next: MessengerState): MessengerState {
  let draftsByChat = next.draftsByChat;
  for (const [chatId, chat] of Object.entries(next.chatsById)) {
    const known = before.chatsById[chatId];
    if (known === chat || next.unsavedDrafts[chatId] === true) continue;
    const text = chat.draft?.text ?? "";
    // A chat that is met anew without a draft says nothing against the one that is here.
    if ((known?.draft?.text ?? "") === text) continue;
    if ((draftsByChat[chatId] ?? "") !== text) draftsByChat = withText(draftsByChat, chatId, text);
  }
  return draftsByChat === next.draftsByChat ? next : { ...next, draftsByChat };
}

/** Which of the kept drafts the server had not heard of when the page was closed. */
export function unsavedIn(cache: CachedState): MessengerState["unsavedDrafts"] {
  const kept = new Map(cache.chats.map((chat) => [chat.id, chat.draft?.text ?? ""]));
  const unsaved: MessengerState["unsavedDrafts"] = {};
  for (const chatId of new Set([...kept.keys(), ...Object.keys(cache.drafts)])) {
    if ((kept.get(chatId) ?? "") !== (cache.drafts[chatId] ?? "")) unsaved[chatId] = true;
  }
  return unsaved;
}

function withText(
  drafts: MessengerState["draftsByChat"],
  chatId: ChatId,
  text: string,
): MessengerState["draftsByChat"] {
  const { [chatId]: _before, ...others } = drafts;
  return text === "" ? others : { ...others, [chatId]: text };
}
