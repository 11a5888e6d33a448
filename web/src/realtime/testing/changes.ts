/** Changes in few words, for tests of the reducers: all in the chat `a`. */
import type { LoggedEvent, ServerEvent, SyncedChat } from "@/api/frames";
import type { Chat, Message, MessagePage } from "@/api/types";
import { initialState, type MessengerState } from "../state";
import type { Change, LoadedPage, Reduced } from "../reducers/change";
import { reduce } from "../reducers/reduce";
import { chat, me, message } from "./records";

/** The state after the changes, and what the last one asked for. */
export function after(...changes: (Change | Change[])[]): Reduced {
  return further(initialState, { type: "signedIn", me: me() }, ...changes);
}

/** The same, from a state on. */
export function further(state: MessengerState, ...changes: (Change | Change[])[]): Reduced {
  let reduced: Reduced = { state, effects: [] };
  for (const change of changes.flat()) reduced = reduce(reduced.state, change);
  return reduced;
}

export const happened = (event: ServerEvent, nowMs = 0): Change => ({
  type: "event",
  event,
  nowMs,
});
export const logged = (one: Message): LoggedEvent => ({
  type: "message:new",
  data: { chatId: one.chatId, seq: one.seq, message: one },
});
export const said = (seq: number, part: Partial<Message> = {}): Change =>
  happened(logged(message({ chatId: "a", seq, ...part })));
export const knows = (part: Partial<Chat> = {}): Change => ({
  type: "chatFetched",
  chat: chat({ id: "a", ...part }),
});
export const synced = (one: SyncedChat, mySide: MessengerState["mySideChanges"] = {}): Change => ({
  type: "synced",
  answer: { chats: [one], removed: [], cursor: "next", more: false },
  mySide,
});
export const page = (seqs: number[], hasMore = false): MessagePage => ({
  items: seqs.map((seq) => message({ chatId: "a", seq })),
  hasMore,
});
/** A page is asked for and comes. */
export function loaded(found: LoadedPage): Change[] {
  const what = found.place === "refreshed" ? "newer" : found.place;
  const loading = { phase: "loading", what } as const;
  return [
    { type: "timelineLoading", chatId: "a", loading },
    { type: "pageLoaded", chatId: "a", loading, page: found },
  ];
}
export const opened = (seqs: number[], askedAtSeq: number, hasMore = false): Change[] =>
  loaded({ place: "newest", page: page(seqs, hasMore), askedAtSeq });
export const liveSeqs = (state: MessengerState): number[] | undefined =>
  state.timelinesByChat["a"]?.live?.messages.map((one) => one.seq);
