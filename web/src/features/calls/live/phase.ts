/**
 * Where a call stands, as this device sees it, and how it goes on: a pure function over everything
 * that can happen. What the server says wins; an ended call never comes back.
 */
import type { Failure } from "@/api/failure";
import type { DeviceKind, RingingDevice } from "@/api/frames";
import type { Call, CallId, UserId } from "@/api/types";

export type CallDirection = "outgoing" | "incoming";

export type CallPhase =
  /** Before the browser's question about the microphone, while it asks, and after a "no". */
  | { name: "preparing"; step: "explain" | "asking" | "denied" }
  /** Waiting for the other side. So many `devices` of theirs have really heard of the call; it rings `on` such. */
  | { name: "outgoing"; stage: OutgoingStage; devices: number; on: readonly DeviceKind[] }
  | { name: "incoming" }
  /** Accepted, but sound does not flow both ways yet. */
  | { name: "connecting" }
  | { name: "connected" }
  /** It flowed and stopped. `whose` line is to blame, as far as this device can tell. */
  | { name: "reconnecting"; whose: "mine" | "theirs" }
  | { name: "ended"; outcome: CallOutcome };

/**
 * What is known of the other side: nothing yet; their devices were told; some ring; the call is shown beside another
 * one that goes on there; no device is open.
 */
export type OutgoingStage = "connecting" | "delivered" | "ringing" | "waiting" | "unavailable";

export type CallOutcome =
  /** Was answered and is over. `lost`: nobody hung up; whose device did not come back. */
  | { kind: "finished"; durationMs: number; lost: null | "mine" | "theirs" }
  | { kind: "noAnswer" }
  | { kind: "missed" }
  | { kind: "declined" }
  | { kind: "busy" }
  /** Answered, but no sound could get through. */
  | { kind: "failed" }
  /** Called off before an answer, or declined, by this device: nothing to tell. */
  | { kind: "left" }
  | { kind: "takenElsewhere" }
  /** It goes on, on another device or page of mine. */
  | { kind: "movedElsewhere" }
  /** The server refused, or could not be reached. */
  | { kind: "notStarted"; failure: Failure };

export interface CallState {
  direction: CallDirection;
  myId: UserId;
  /** As the server last described it; `null` until it knows of the call. */
  call: Call | null;
  phase: CallPhase;
  /** Server time of the answer; what the timer counts from. */
  answeredAtMs: number | null;
  /** This device's media stand still. */
  lineBroken: boolean;
}

export type CallStep =
  | { type: "asking"; step: "explain" | "asking" | "denied" }
  /** Permission is there (or done without): an outgoing call goes out, an incoming one is taken. */
  | { type: "prepared" }
  | { type: "placed"; call: Call }
  | { type: "rung"; devices: readonly RingingDevice[] }
  | { type: "accepted"; userId: UserId; atMs: number }
  | { type: "updated"; call: Call }
  /** Another device of mine holds the call now. */
  | { type: "taken" }
  | { type: "line"; broken: boolean }
  /** This person hung up, called off or declined. */
  | { type: "left"; atMs: number }
  | { type: "refused"; failure: Failure };

export function outgoingState(myId: UserId): CallState {
  return {
    direction: "outgoing",
    myId,
    call: null,
    phase: { name: "outgoing", stage: "connecting", devices: 0, on: [] },
    answeredAtMs: null,
    lineBroken: false,
  };
}

/** A call that went on before this page did; one's own may still go out. */
export function resumedState(myId: UserId, call: Call): CallState {
  const direction = call.initiatorId === myId ? "outgoing" : "incoming";
  if (direction === "outgoing" && call.status !== "answered") {
    return withCall(outgoingState(myId), call);
  }
  const state: CallState = {
    direction,
    myId,
    call: null,
    phase: { name: "connecting" },
    answeredAtMs: null,
    lineBroken: true,
  };
  return withCall(state, call);
}

export function incomingState(myId: UserId, call: Call): CallState {
  const state: CallState = {
    direction: "incoming",
    myId,
    call: null,
    phase: { name: "incoming" },
    answeredAtMs: null,
    lineBroken: false,
  };
  return withCall(state, call);
}

/** The state after one step. Steps that make no sense where the call stands change nothing. */
export function nextCallState(state: CallState, step: CallStep): CallState {
  if (state.phase.name === "ended") return state;
  switch (step.type) {
    case "asking":
      return isBeforeAnswer(state) ? inPhase(state, { name: "preparing", step: step.step }) : state;
    case "prepared":
      return prepared(state);
    case "placed":
      return placed(state, step.call);
    case "rung":
      return rung(state, step.devices);
    case "accepted":
      return accepted(state, step.userId, step.atMs);
    case "updated":
      return withCall(state, step.call);
    case "taken":
      return ended(state, { kind: heldHere(state) ? "movedElsewhere" : "takenElsewhere" });
    case "line":
      return step.broken === state.lineBroken
        ? state
        : talking({ ...state, lineBroken: step.broken });
    case "left":
      return ended(state, leaving(state, step.atMs));
    case "refused":
      return ended(state, { kind: "notStarted", failure: step.failure });
  }
}

/** How a call that is over went, seen from one side. */
export function outcomeOf(call: Call, direction: CallDirection): CallOutcome {
  switch (call.status) {
    case "missed":
      return { kind: direction === "outgoing" ? "noAnswer" : "missed" };
    case "rejected":
      return { kind: direction === "outgoing" ? "declined" : "left" };
    case "busy":
      return { kind: direction === "outgoing" ? "busy" : "missed" };
    case "cancelled":
      return { kind: direction === "outgoing" ? "left" : "missed" };
    case "failed":
      return { kind: "failed" };
    case "ended":
    case "initiating":
    case "ringing":
    case "answered":
      return {
        kind: "finished",
        durationMs: call.durationMs ?? 0,
        lost: call.endReason === "leaseLapsed" ? whoWasLost(call, direction) : null,
      };
  }
}

function whoWasLost(call: Call, direction: CallDirection): "mine" | "theirs" {
  const isTheirs = ({ userId }: Call["participants"][number]) =>
    (userId === call.initiatorId) === (direction === "incoming");
  return call.participants.some((p) => p.away === true && isTheirs(p)) ? "theirs" : "mine";
}

/** Who is not heard by whom, as the reports of both sides tell; or the other device is not there at all. */
export type Silence = "mine" | "theirs" | "both" | "away";

/** Meaningful while the call connects; `null` when it does not lie with the sound. */
export function silenceOf({ call, myId, phase }: CallState): Silence | null {
  if (phase.name !== "connecting") return null;
  const me = call?.participants.find((p) => p.userId === myId);
  const them = call?.participants.find((p) => p.userId !== myId);
  if (them?.away === true) return "away";
  const unheard = me?.media?.sending === true && them?.media?.receiving !== true;
  const deaf = them?.media?.sending === true && me?.media?.receiving !== true;
  if (unheard && deaf) return "both";
  if (unheard) return "mine";
  return deaf ? "theirs" : null;
}

export function isLive(call: Call): boolean {
  return call.status === "initiating" || call.status === "ringing" || call.status === "answered";
}

/** Accepted by somebody and not over. */
export function isTalking(phase: CallPhase): boolean {
  return phase.name === "connecting" || phase.name === "connected" || phase.name === "reconnecting";
}

/** The two places of the call as they are now; another page or device has another one. */
export function placesOf({ call, myId }: CallState): { mine: string; theirs: string } | null {
  const mine = call?.participants.find((p) => p.userId === myId)?.participantId;
  const theirs = call?.participants.find((p) => p.userId !== myId)?.participantId;
  return mine === undefined || theirs === undefined ? null : { mine, theirs };
}

export function callIdOf(state: CallState): CallId | null {
  return state.call?.id ?? null;
}

function prepared(state: CallState): CallState {
  if (!isBeforeAnswer(state)) return state;
  return state.direction === "incoming"
    ? inPhase(state, { name: "connecting" })
    : inPhase(state, { name: "outgoing", stage: "connecting", devices: 0, on: [] });
}

/** The server knows the call. If it is one that the other side made at the same time, it is taken. */
function placed(state: CallState, call: Call): CallState {
  const direction = call.initiatorId === state.myId ? "outgoing" : "incoming";
  if (call.status !== "answered") return withCall({ ...state, direction }, call);
  return withCall({ ...state, direction, phase: { name: "connecting" } }, call);
}

function rung(state: CallState, devices: readonly RingingDevice[]): CallState {
  if (state.phase.name !== "outgoing") return state;
  const ringing = devices.filter((device) => device.state === "ringing");
  const kinds = ringing.flatMap(({ kind }) => (kind === undefined ? [] : [kind]));
  const on = [...new Set(kinds)].sort();
  return inPhase(state, {
    name: "outgoing",
    stage: ringStage(devices),
    devices: devices.length,
    on,
  });
}

function ringStage(devices: readonly RingingDevice[]): OutgoingStage {
  if (devices.length === 0) return "unavailable";
  const said = (state: RingingDevice["state"]) => devices.some((device) => device.state === state);
  if (said("ringing")) return "ringing";
  return said("waiting") ? "waiting" : "delivered";
}

function accepted(state: CallState, userId: UserId, atMs: number): CallState {
  // My own acceptance concerns only the devices that still ring: another one of mine took it.
  if (userId === state.myId) {
    return isUnanswered(state) ? ended(state, { kind: "takenElsewhere" }) : state;
  }
  if (state.phase.name !== "outgoing") return state;
  return {
    ...state,
    phase: { name: "connecting" },
    answeredAtMs: state.answeredAtMs ?? atMs,
  };
}

function withCall(state: CallState, call: Call): CallState {
  if (state.call !== null && state.call.id !== call.id) return state;
  const known = {
    ...state,
    call,
    answeredAtMs: call.answeredAt == null ? state.answeredAtMs : Date.parse(call.answeredAt),
  };
  if (!isLive(call)) return ended(known, outcomeOf(call, state.direction));
  if (call.status !== "answered") return stageOf(known, call);
  if (isUnanswered(state)) return ended(known, { kind: "takenElsewhere" });
  if (state.phase.name === "outgoing") return talking({ ...known, phase: { name: "connecting" } });
  return talking(known);
}

/** The server may say "ringing" before the receipts say what rings. */
function stageOf(state: CallState, call: Call): CallState {
  const { phase } = state;
  if (phase.name !== "outgoing" || phase.stage !== "connecting" || call.status !== "ringing") {
    return state;
  }
  return inPhase(state, { ...phase, stage: "delivered" });
}

/** The phase of an accepted call follows from what the server and the own line say. */
function talking(state: CallState): CallState {
  if (!isTalking(state.phase)) return state;
  if (state.call?.connectedAt == null) return inPhase(state, { name: "connecting" });
  const them = state.call.participants.find((p) => p.userId !== state.myId);
  if (state.lineBroken) {
    const whose = them?.away === true ? "theirs" : "mine";
    return inPhase(state, { name: "reconnecting", whose });
  }
  // A device that only lost its socket may still be heard.
  return them?.state === "reconnecting" && them.away !== true
    ? inPhase(state, { name: "reconnecting", whose: "theirs" })
    : inPhase(state, { name: "connected" });
}

function leaving(state: CallState, atMs: number): CallOutcome {
  if (!isTalking(state.phase) || state.answeredAtMs === null) return { kind: "left" };
  const durationMs = Math.max(0, atMs - state.answeredAtMs);
  return { kind: "finished", durationMs, lost: null };
}

/** An incoming call that this device has not taken. */
function isUnanswered({ direction, phase }: CallState): boolean {
  return direction === "incoming" && (phase.name === "incoming" || phase.name === "preparing");
}

/** Taken here, but the server has not said so: another device may have been faster. */
export function isUnconfirmed({ direction, call }: CallState): boolean {
  return direction === "incoming" && call?.status !== "answered";
}

/** People talk through this device, and the server knows. */
function heldHere(state: CallState): boolean {
  return isTalking(state.phase) && !isUnconfirmed(state);
}

function isBeforeAnswer({ phase }: CallState): boolean {
  return phase.name === "outgoing" || phase.name === "incoming" || phase.name === "preparing";
}

function ended(state: CallState, outcome: CallOutcome): CallState {
  return inPhase(state, { name: "ended", outcome });
}

/** Keeps the object when nothing changed, so that nobody is told for nothing. */
function inPhase(state: CallState, phase: CallPhase): CallState {
  return JSON.stringify(state.phase) === JSON.stringify(phase) ? state : { ...state, phase };
}
