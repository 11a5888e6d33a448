/** Calls of groups that ask this person in. */
import { toFailure } from "@/api/failure";
import type { CallEvent } from "@/api/frames";
import type { Call, User, UserId } from "@/api/types";
import { deviceKind } from "@/pwa/deviceKind";
import type { SocketAccess } from "@/realtime/messenger";
import { callIdOfEvent } from "./callIdOfEvent";

export interface GroupRing {
  call: Call;
  /** Who asks; `null` until somebody said it. */
  from: User | null;
}

export interface GroupRingsParts {
  socket: Pick<SocketAccess, "request">;
  myId: () => UserId | null;
  /** Somebody talks here: it only knocks. */
  isTalking: () => boolean;
  onChange: () => void;
}

export interface GroupRings {
  /** The one that has rung the longest. */
  now(): GroupRing | null;
  handle(event: CallEvent): void;
  /** What the server says that rings, after a reconnect. */
  see(calls: readonly Call[]): void;
  /** It is answered here: takes it off. */
  take(): GroupRing | null;
  decline(): void;
  clear(): void;
}

export function createGroupRings(parts: GroupRingsParts): GroupRings {
  let rings: GroupRing[] = [];

  function set(next: GroupRing[]): void {
    rings = next;
    parts.onChange();
  }

  function add(call: Call, from: User | null): void {
    const known = rings.find((ring) => ring.call.id === call.id);
    if (known !== undefined) {
      set(rings.map((ring) => (ring === known ? { call, from: from ?? known.from } : ring)));
      return;
    }
    set([...rings, { call, from }]);
    const beside = parts.isTalking() ? { waiting: true } : {};
    const said = { callId: call.id, kind: deviceKind(), ...beside };
    parts.socket.request("call:rings", said).catch(toFailure);
  }

  function without(callId: string): void {
    if (rings.some(({ call }) => call.id === callId)) {
      set(rings.filter(({ call }) => call.id !== callId));
    }
  }

  return {
    now: () => rings[0] ?? null,
    handle(event) {
      const myId = parts.myId();
      if (myId === null) return;
      if (event.type === "call:incoming") add(event.data.call, event.data.from);
      else if (event.type === "call:taken") without(event.data.callId);
      else if (event.type === "call:updated" || event.type === "call:ended") {
        const { call } = event.data;
        if (!rings.some((ring) => ring.call.id === callIdOfEvent(event))) return;
        if (asks(call, myId)) add(call, null);
        else without(call.id);
      }
    },
    see(calls) {
      const myId = parts.myId();
      if (myId === null) return;
      const asking = calls.filter((call) => asks(call, myId));
      for (const { call } of rings) {
        if (!asking.some(({ id }) => id === call.id)) without(call.id);
      }
      for (const call of asking) add(call, null);
    },
    take() {
      const [first, ...rest] = rings;
      if (first !== undefined) set(rest);
      return first ?? null;
    },
    decline() {
      const [first, ...rest] = rings;
      if (first === undefined) return;
      parts.socket.request("call:reject", { callId: first.call.id }).catch(toFailure);
      set(rest);
    },
    clear: () => {
      rings = [];
    },
  };
}

/** Whether a call of a group waits for this person's answer. */
export function asks(call: Call, myId: UserId): boolean {
  if (call.mode !== "sfu" || call.status !== "answered") return false;
  const me = call.participants.find(({ userId }) => userId === myId);
  if (me === undefined || me.sessionId != null) return false;
  return me.state === "invited" || me.state === "ringing" || me.state === "busy";
}
