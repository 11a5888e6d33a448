/**
 * The calls of this page: at most one that is shown, and one that knocks while it goes on.
 * Lives as long as somebody is signed in.
 */
import { toFailure } from "@/api/failure";
import type { CallEvent } from "@/api/frames";
import type { Call, CallKind, ChatId, User, UserId } from "@/api/types";
import { createListeners } from "@/lib/listeners";
import {
  callIdOfEvent,
  createCallSession,
  type CallSession,
  type CallSessionParts,
  type CallStart,
  type CallView,
} from "./callSession";
import { isLive } from "./phase";

export interface LiveCallsView {
  /** The call on the screen, ended ones included until they are put away. */
  call: CallView | null;
  /** Shown as a small bar, so that the rest can be used. */
  minimised: boolean;
  /** Another call that comes in meanwhile. */
  waiting: WaitingCall | null;
}

export interface WaitingCall {
  call: Call;
  from: User | null;
}

export type CallTarget = { chatId: ChatId } | { userId: UserId };

export interface LiveCalls {
  view: () => LiveCallsView;
  subscribe: (listener: () => void) => () => void;
  /** The session on the screen, for its controls. */
  session(): CallSession | null;
  /** Calls, or shows the call that goes on already. */
  start: (target: CallTarget, kind: CallKind) => void;
  /** After an ended call: the same again. */
  callAgain(): void;
  setMinimised(minimised: boolean): void;
  /** Puts an ended call away. */
  dismiss(): void;
  /** Ends and puts away whatever there is. */
  abandon: () => void;
  answerWaiting(): void;
  declineWaiting(): void;
  /** Begins to listen; returns what ends everything, a call that goes on included. */
  run(): () => void;
}

export interface LiveCallsParts extends CallSessionParts {
  myId: () => UserId | null;
  /** The other person of a direct chat, and the direct chat with a person. */
  peerOfChat: (chatId: ChatId) => UserId | null;
  chatWith: (userId: UserId) => ChatId | null;
  fetchActiveCalls: () => Promise<Call[]>;
  /** The list of past calls is another one now. */
  onHistoryChanged: () => void;
}

export function createLiveCalls(parts: LiveCallsParts): LiveCalls {
  const listeners = createListeners<void>();
  let session: CallSession | null = null;
  let unsubscribe = (): void => undefined;
  let minimised = false;
  let waiting: WaitingCall | null = null;
  let view: LiveCallsView = { call: null, minimised: false, waiting: null };

  function publish(): void {
    view = { call: session?.view() ?? null, minimised, waiting };
    listeners.tell();
  }

  function open(start: CallStart): CallSession | null {
    const myId = parts.myId();
    if (myId === null) return null;
    close();
    const opened = createCallSession(myId, start, parts);
    session = opened;
    minimised = false;
    unsubscribe = opened.subscribe(sessionChanged);
    sessionChanged();
    return opened;
  }

  function sessionChanged(): void {
    const phase = session?.view().phase;
    // Declined, called off, or taken on another device: nothing to tell.
    if (phase?.name === "ended" && ["left", "takenElsewhere"].includes(phase.outcome.kind)) {
      close();
    }
    if (phase?.name === "ended") minimised = false;
    if (waiting !== null && waiting.call.id === session?.view().callId) waiting = null;
    if (session === null && waiting !== null) takeWaiting();
    publish();
  }

  function close(): void {
    unsubscribe();
    session?.dispose();
    session = null;
    minimised = false;
  }

  function goesOn(): boolean {
    return session !== null && session.view().phase.name !== "ended";
  }

  function incoming(call: Call, from: User | null): void {
    if (call.id === session?.view().callId || call.initiatorId === parts.myId()) return;
    if (!goesOn()) {
      open({ direction: "incoming", call, from, peerId: call.initiatorId });
      return;
    }
    // Both called at once: the server joins the two calls and answers our own request with it.
    const current = session?.view();
    if (current?.callId === null && current.peerId === call.initiatorId) return;
    waiting = { call, from };
    publish();
  }

  function takeWaiting(): void {
    const next = waiting;
    waiting = null;
    if (next !== null) incoming(next.call, next.from);
  }

  function handle(event: CallEvent): void {
    if (event.type === "call:incoming") {
      incoming(event.data.call, event.data.from);
      return;
    }
    if (event.type === "call:ended") parts.onHistoryChanged();
    if (waiting !== null && callIdOfEvent(event) === waiting.call.id) {
      if (isNoLongerRinging(event)) waiting = null;
      publish();
    }
    session?.handle(event);
  }

  async function handleOnline(): Promise<void> {
    session?.handleOnline();
    parts.onHistoryChanged();
    try {
      const calls = await parts.fetchActiveCalls();
      const ringing = calls.filter(({ status }) => status === "initiating" || status === "ringing");
      if (waiting !== null && !ringing.some((call) => call.id === waiting?.call.id)) waiting = null;
      for (const call of ringing) incoming(call, null);
      publish();
    } catch (caught) {
      // The next reconnect asks again; a call that rings on is announced anyway.
      toFailure(caught);
    }
  }

  function start(target: CallTarget, kind: CallKind): void {
    if (goesOn()) {
      minimised = false;
      publish();
      return;
    }
    const peerId = "userId" in target ? target.userId : parts.peerOfChat(target.chatId);
    if (peerId === null) return;
    const chatId = "chatId" in target ? target.chatId : parts.chatWith(target.userId);
    open({ direction: "outgoing", target, chatId, kind, peerId });
  }

  function leavePage(): void {
    session?.hangUp();
  }

  function networkChanged(): void {
    session?.networkChanged();
  }

  return {
    view: () => view,
    subscribe: (listener) => listeners.add(listener),
    session: () => session,
    start,
    callAgain() {
      const last = session?.view();
      if (last === undefined || goesOn()) return;
      start({ userId: last.peerId }, last.kind);
    },
    setMinimised(next) {
      minimised = next && goesOn();
      publish();
    },
    dismiss() {
      if (goesOn()) return;
      close();
      publish();
    },
    abandon() {
      waiting = null;
      close();
      publish();
    },
    answerWaiting() {
      const next = waiting;
      if (next === null) return;
      waiting = null;
      close();
      const { call, from } = next;
      const opened = open({ direction: "incoming", call, from, peerId: call.initiatorId });
      opened?.answer("asCalled");
    },
    declineWaiting() {
      const next = waiting;
      if (next === null) return;
      waiting = null;
      parts.socket.request("call:reject", { callId: next.call.id }).catch(toFailure);
      publish();
    },
    run() {
      const stops = [
        parts.socket.onCallEvent(handle),
        parts.socket.onOnline(() => void handleOnline()),
        listen("pagehide", leavePage),
        listen("online", networkChanged),
      ];
      return () => {
        for (const stop of stops) stop();
        waiting = null;
        close();
        publish();
      };
    },
  };
}

function isNoLongerRinging(event: CallEvent): boolean {
  switch (event.type) {
    case "call:ended":
    case "call:taken":
    case "call:rejected":
    case "call:accepted":
      return true;
    case "call:updated":
      return !isLive(event.data.call) || event.data.call.status === "answered";
    case "call:incoming":
    case "call:ringing":
    case "call:offer":
    case "call:answer":
    case "call:ice-candidate":
    case "call:state":
      return false;
  }
}

function listen(type: "pagehide" | "online", listener: () => void): () => void {
  globalThis.addEventListener(type, listener);
  return () => globalThis.removeEventListener(type, listener);
}
