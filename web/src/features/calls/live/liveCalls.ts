/**
 * The calls of this page: at most one that is shown, one on hold beside it, and one that knocks. Lives as long as
 * somebody is signed in.
 */
import { toFailure } from "@/api/failure";
import type { CallEvent } from "@/api/frames";
import type { Call, CallKind, ChatId, User, UserId } from "@/api/types";
import { createListeners } from "@/lib/listeners";
import { deviceKind } from "@/pwa/deviceKind";
import { callIdOfEvent } from "./callIdOfEvent";
import type { CallSession, CallSessionParts, CallStart, CallView, Resumption } from "./callSession";
import { createCallSession } from "./createCallSession";
import { createGroupRings, type GroupRing } from "./groupRings";
import type { Carried, Gathered, Handover } from "./handover";
import { recallCalls, rememberCalls, type LeftCall, type LeftCalls } from "./leftCalls";
import { isLive, isTalking } from "./phase";

export interface LiveCallsView {
  /** The call on the screen, ended ones included until they are put away. */
  call: CallView | null;
  /** Shown as a small bar, so that the rest can be used. */
  minimised: boolean;
  /** Another call that comes in meanwhile. */
  waiting: WaitingCall | null;
  /** The call that is on hold beside the one on the screen. */
  other: CallView | null;
  /** A call of this person that goes on on another device or page. */
  elsewhere: Call | null;
  /** A call of a group asks this person in. */
  groupRing: GroupRing | null;
  /** This page is in a call of several people. */
  inGroup: boolean;
  /** What is still heard of a call between two that goes over to the server. */
  carried: { stream: MediaStream; speaker: string | null } | null;
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
  /** Takes the call that knocks; the one on the screen is put on hold, or ended. */
  answerWaiting(how: "hold" | "end"): void;
  declineWaiting(): void;
  /** The call on hold comes to the screen, the one on the screen goes on hold. */
  switchCalls(): void;
  /** Brings the call of another device here. */
  takeOver(): void;
  /** Takes the call of a group that rings; what goes on here ends. `soundOnly` leaves the camera of a video call off. */
  answerGroup(how: "asCalled" | "soundOnly"): void;
  declineGroup(): void;
  /** Hears of calls of several people into which this page is to come. */
  onGather(listener: (gathered: Gathered) => void): () => void;
  /** This page is in a call of several people, or no longer. */
  setInGroup(inGroup: boolean): void;
  /** Leaves it there, and says no more about it. */
  leaveElsewhere(): void;
  /** Begins to listen; returns what ends everything, a call that goes on included. */
  run(): () => void;
}

export interface LiveCallsParts extends Omit<CallSessionParts, "onGathered"> {
  myId: () => UserId | null;
  /** The other person of a direct chat, and the direct chat with a person. */
  peerOfChat: (chatId: ChatId) => UserId | null;
  chatWith: (userId: UserId) => ChatId | null;
  fetchActiveCalls: () => Promise<Call[]>;
  /** The list of past calls is another one now. */
  onHistoryChanged: () => void;
}

/** One session and how to stop listening to it. */
interface Held {
  session: CallSession;
  unsubscribe: () => void;
}

const NO_CALLS: LiveCallsView = {
  call: null,
  minimised: false,
  waiting: null,
  other: null,
  elsewhere: null,
  groupRing: null,
  inGroup: false,
  carried: null,
};

export function createLiveCalls(parts: LiveCallsParts): LiveCalls {
  const listeners = createListeners<void>();
  const gatherings = createListeners<Gathered>();
  const rings = createGroupRings({
    socket: parts.socket,
    myId: parts.myId,
    isTalking: () => goesOn() || inGroup,
    onChange: publish,
  });
  let inGroup = false;
  let carried: LiveCallsView["carried"] = null;
  /** Calls of two that others were added to, while they are still shown as such. */
  const grown = new Map<string, Call>();
  let shown: Held | null = null;
  let other: Held | null = null;
  let minimised = false;
  let waiting: WaitingCall | null = null;
  let elsewhere: Call | null = null;
  let leftAlone: string | null = null;
  /** What this tab was in before it was loaded anew. */
  let left: LeftCalls | null = null;
  let view = NO_CALLS;

  function publish(): void {
    const known = elsewhere !== null && (isHere(elsewhere.id) || elsewhere.id === leftAlone);
    if (known) elsewhere = null;
    view = {
      call: shown?.session.view() ?? null,
      minimised,
      waiting,
      other: other?.session.view() ?? null,
      elsewhere,
      groupRing: rings.now(),
      inGroup,
      carried,
    };
    listeners.tell();
  }

  function isHere(callId: string): boolean {
    return [shown, other].some(
      (held) => held !== null && !isOver(held) && held.session.view().callId === callId,
    );
  }

  function make(start: CallStart): Held | null {
    const myId = parts.myId();
    if (myId === null) return null;
    const session = createCallSession(myId, start, {
      ...parts,
      onGathered: (call) => gather(call, null),
    });
    return { session, unsubscribe: session.subscribe(sessionChanged) };
  }

  function open(start: CallStart): CallSession | null {
    close();
    shown = make(start);
    minimised = false;
    sessionChanged();
    return shown?.session ?? null;
  }

  function sessionChanged(): void {
    if (other !== null && isOver(other)) {
      drop(other);
      other = null;
    }
    const phase = shown?.session.view().phase;
    // Declined, called off, or taken on another device: nothing to tell.
    if (phase?.name === "ended" && ["left", "takenElsewhere"].includes(phase.outcome.kind)) close();
    // Whoever waits on hold is more urgent than how the other call ended.
    if (other !== null && (shown === null || isOver(shown))) showOther();
    if (phase?.name === "ended") minimised = false;
    handOver();
    if (waiting !== null && isHere(waiting.call.id)) waiting = null;
    if (shown === null && waiting !== null) takeWaiting();
    remember(false);
    publish();
  }

  function gather({ id: callId, chatId, kind }: Call, handover: Gathered["handover"]): void {
    gatherings.tell({ callId, chatId, kind, handover });
  }

  /** Somebody was added to the call on the screen: it goes on as one through the server. */
  function handOver(): void {
    const call = grown.get(shown?.session.view().callId ?? "");
    if (shown === null || call === undefined || !isTalking(shown.session.view().phase)) return;
    grown.delete(call.id);
    const { session, unsubscribe } = shown;
    unsubscribe();
    shown = null;
    minimised = false;
    // Nobody is in two calls at a time: one on hold beside it ends.
    const held = other;
    other = null;
    if (held !== null) drop(held);
    gather(call, carriedOn(session.handOver(call)));
  }

  /** The sound stays where it is played: to stop and begin anew would be heard. */
  function carriedOn(handover: Handover): Carried {
    const { sound, local, finish } = handover;
    const { speaker } = local.state().choice;
    const ours = sound === null ? null : { stream: sound, speaker };
    carried = ours;
    const silence = (): void => {
      if (carried !== ours) return;
      carried = null;
      publish();
    };
    return {
      ...handover,
      silence,
      finish() {
        finish();
        silence();
      },
    };
  }

  function grow(call: Call): void {
    if (elsewhere?.id === call.id) elsewhere = null;
    if (!isHere(call.id)) return;
    grown.set(call.id, call);
    sessionChanged();
  }

  function showOther(): void {
    const next = other;
    other = null;
    close();
    shown = next;
    next?.session.setHold(false);
  }

  function drop({ session, unsubscribe }: Held): void {
    unsubscribe();
    session.dispose();
  }

  function close(): void {
    const closing = shown;
    shown = null;
    minimised = false;
    if (closing !== null) drop(closing);
  }

  function goesOn(): boolean {
    return shown !== null && !isOver(shown);
  }

  function incoming(call: Call, from: User | null): void {
    if (isHere(call.id) || call.initiatorId === parts.myId()) return;
    if (!goesOn()) {
      open({ direction: "incoming", call, from, peerId: call.initiatorId });
      sayItRings(call, false);
      return;
    }
    // Both called at once: the server joins the two calls and answers our own request with it.
    const current = shown?.session.view();
    if (current?.callId === null && current.peerId === call.initiatorId) return;
    if (waiting?.call.id !== call.id) sayItRings(call, true);
    waiting = { call, from };
    publish();
  }

  /** The caller sees on what it rings. */
  function sayItRings({ id: callId }: Call, isWaiting: boolean): void {
    const beside = isWaiting ? { waiting: true } : {};
    parts.socket.request("call:rings", { callId, kind: deviceKind(), ...beside }).catch(toFailure);
  }

  function takeWaiting(): void {
    const next = waiting;
    waiting = null;
    if (next !== null) incoming(next.call, next.from);
  }

  function handle(event: CallEvent): void {
    // Calls of groups are another matter (`group/groupCall.ts`).
    if (event.type === "call:taken") rings.handle(event);
    if ("call" in event.data && event.data.call.mode === "sfu") {
      rings.handle(event);
      if (event.type === "call:updated") grow(event.data.call);
      if (event.type !== "call:ended") return;
      grown.delete(event.data.call.id);
      parts.onHistoryChanged();
      for (const held of [shown, other]) held?.session.handle(event);
      return;
    }
    if (event.type === "call:incoming") {
      incoming(event.data.call, event.data.from);
      return;
    }
    if (event.type === "call:ended") parts.onHistoryChanged();
    if (waiting !== null && callIdOfEvent(event) === waiting.call.id) {
      if (isNoLongerRinging(event)) waiting = null;
      publish();
    }
    shown?.session.handle(event);
    other?.session.handle(event);
    lookElsewhere(event);
  }

  /** What other devices of this person do. */
  function lookElsewhere(event: CallEvent): void {
    if (event.type === "call:taken") {
      void parts.fetchActiveCalls().then(seeElsewhere, toFailure);
    } else if (event.type === "call:ended" && elsewhere?.id === event.data.call.id) {
      elsewhere = null;
      publish();
    } else if (event.type === "call:updated") {
      const { call } = event.data;
      // Our own request that has not been answered yet may be this very call.
      const isOurs = shown?.session.view().callId === null || isHere(call.id);
      if (!isOurs && call.status === "answered") seeElsewhere([call]);
    }
  }

  function seeElsewhere(calls: readonly Call[]): void {
    const isElsewhere = (call: Call): boolean =>
      call.mode === "p2p" && call.status === "answered" && !isHere(call.id);
    elsewhere = calls.find(isElsewhere) ?? null;
    publish();
  }

  async function handleOnline(): Promise<void> {
    shown?.session.handleOnline();
    other?.session.handleOnline();
    parts.onHistoryChanged();
    try {
      const all = await parts.fetchActiveCalls();
      const calls = all.filter(({ mode }) => mode === "p2p");
      rings.see(all);
      for (const call of all) if (call.mode === "sfu") grow(call);
      const wasIn = left?.calls ?? [];
      const outgrown = all.find(
        ({ id, mode }) => mode === "sfu" && wasIn.some(({ callId }) => callId === id),
      );
      if (outgrown !== undefined) gather(outgrown, null);
      comeBack(calls);
      const ringing = calls.filter(({ status }) => status === "initiating" || status === "ringing");
      if (waiting !== null && !ringing.some((call) => call.id === waiting?.call.id)) waiting = null;
      for (const call of ringing) incoming(call, null);
      seeElsewhere(calls);
    } catch (caught) {
      // The next reconnect asks again; a call that rings on is announced anyway.
      toFailure(caught);
    }
  }

  /** After a reload: goes on with what this tab was in. */
  function comeBack(calls: readonly Call[]): void {
    const before = left;
    left = null;
    if (before === null || shown !== null) return;
    for (const { callId, ...as } of before.calls) {
      const call = calls.find(({ id }) => id === callId);
      // Nobody answers a call by coming back, only goes on to wait for an answer.
      if (call === undefined || (call.status !== "answered" && !isMine(call))) continue;
      const me = call.participants.find(({ userId }) => userId === parts.myId());
      // A copy of a tab must not take the call away from it.
      if (!before.parted && me?.away !== true) continue;
      if (shown === null) resume(call, as);
      else other ??= make({ direction: "resumed", call, peerId: peerIn(call), as });
    }
    if (shown === null) comeBackToPlaced(before, calls);
  }

  /** The page went away before it heard that its call was placed: nobody else may come back to it. */
  function comeBackToPlaced({ placing, parted }: LeftCalls, calls: readonly Call[]): void {
    const call = calls.find((one) => isMine(one) && peerIn(one) === placing);
    if (placing === null || call === undefined) return;
    const me = call.participants.find(({ userId }) => userId === parts.myId());
    if (me?.away !== true && (!parted || call.status === "answered")) return;
    resume(call, { muted: false, camera: call.kind === "video", held: false });
  }

  function isMine(call: Call): boolean {
    return call.initiatorId === parts.myId();
  }

  function resume(call: Call, as: Resumption): void {
    open({ direction: "resumed", call, peerId: peerIn(call), as });
  }

  function peerIn(call: Call): UserId {
    const myId = parts.myId();
    return call.participants.find(({ userId }) => userId !== myId)?.userId ?? call.initiatorId;
  }

  function remember(parted: boolean): void {
    const calls = [shown, other].flatMap((held): LeftCall[] => {
      const as = held?.session.resumption() ?? null;
      const callId = held?.session.view().callId ?? null;
      return as === null || callId === null ? [] : [{ callId, ...as }];
    });
    const current = shown?.session.view();
    const isPlacing = current?.phase.name === "outgoing" && current.callId === null;
    rememberCalls({ calls, placing: isPlacing ? current.peerId : null, parted });
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

  /** A call that the server may know of waits for the page to come back; one that is only prepared does not. */
  function leavePage(): void {
    if (shown?.session.view().phase.name === "preparing") shown.session.hangUp();
    remember(true);
  }

  function networkChanged(): void {
    shown?.session.networkChanged();
    other?.session.networkChanged();
  }

  function endAll(): void {
    waiting = null;
    carried = null;
    rings.clear();
    elsewhere = null;
    if (other !== null) drop(other);
    other = null;
    close();
    remember(false);
    publish();
  }

  return {
    view: () => view,
    subscribe: (listener) => listeners.add(listener),
    session: () => shown?.session ?? null,
    start,
    callAgain() {
      const last = shown?.session.view();
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
    abandon: endAll,
    answerWaiting(how) {
      const next = waiting;
      if (next === null) return;
      waiting = null;
      if (how === "hold" && shown !== null && other === null && canHold(shown)) {
        shown.session.setHold(true);
        other = shown;
        shown = null;
      }
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
    switchCalls() {
      const next = other;
      if (next === null || shown === null || !canHold(shown)) return;
      shown.session.setHold(true);
      other = shown;
      shown = next;
      next.session.setHold(false);
      sessionChanged();
    },
    takeOver() {
      const call = elsewhere;
      if (call === null || goesOn()) return;
      resume(call, { muted: false, camera: call.kind === "video", held: false });
    },
    answerGroup(how) {
      const ring = rings.take();
      if (ring === null) return;
      // Nobody is in two calls: what goes on here ends first, and the server hears it in this order.
      if (other !== null) drop(other);
      other = null;
      close();
      sessionChanged();
      gather(how === "soundOnly" ? { ...ring.call, kind: "audio" } : ring.call, null);
    },
    declineGroup: () => rings.decline(),
    onGather: (listener) => gatherings.add(listener),
    setInGroup(next) {
      if (next === inGroup) return;
      inGroup = next;
      publish();
    },
    leaveElsewhere() {
      leftAlone = elsewhere?.id ?? null;
      publish();
    },
    run() {
      left = recallCalls();
      const stops = [
        parts.socket.onCallEvent(handle),
        parts.socket.onOnline(() => void handleOnline()),
        listen("pagehide", leavePage),
        listen("online", networkChanged),
      ];
      // What rings or goes on was told before this part of the page was loaded.
      if (parts.socket.isOnline()) void handleOnline();
      return () => {
        for (const stop of stops) stop();
        endAll();
      };
    },
  };
}

function isOver({ session }: Held): boolean {
  return session.view().phase.name === "ended";
}

function canHold({ session }: Held): boolean {
  return isTalking(session.view().phase);
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
    case "call:removed":
    case "call:muted":
    case "call:reacted":
      return false;
  }
}

function listen(type: "pagehide" | "online", listener: () => void): () => void {
  globalThis.addEventListener(type, listener);
  return () => globalThis.removeEventListener(type, listener);
}
