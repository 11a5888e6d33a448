/**
 * Who has the floor in a group call, as this page knows it: hands, signs that show for a moment, and what a host did.
 * And what one may do about it. Whether one may is for the server to say.
 */
import type { CallEvent, SocketRequests } from "@/api/frames";
import type { Call, CallId, UserId } from "@/api/types";
import type { Timers } from "@/lib/timers";
import type { Messenger } from "@/realtime/messenger";
import { placesOf } from "./guests";

/** What can be shown to all: few, so that they are found at once. */
export const SIGNS = ["👍", "❤️", "😂", "😮", "👏", "🎉"] as const;

export interface Sign {
  emoji: string;
  /** Which one it is: the same sign twice is two signs. */
  nth: number;
}

export interface FloorView {
  locked: boolean;
  /** Whose hands are raised, who raised it first first. For a guest stands their place. */
  hands: readonly UserId[];
  hosts: readonly UserId[];
  /** Who was taken out and may be let in again. */
  removed: readonly UserId[];
  /** What people show now. */
  signs: Readonly<Record<UserId, Sign>>;
  /** The host who switched this person's microphone off, until it is on again. */
  mutedBy: UserId | null;
}

/** Somebody in the call: a member by who they are, a guest by their place. */
type Whom = { userId: UserId } | { participantId: string };

export interface FloorActions {
  raiseHand(raised: boolean): Promise<unknown>;
  lowerHand(whom: Whom): Promise<unknown>;
  react(emoji: string): Promise<unknown>;
  /** `null`: everybody but this person. */
  mute(whom: Whom | null): Promise<unknown>;
  remove(userId: UserId): Promise<unknown>;
  letIn(userId: UserId): Promise<unknown>;
  lock(locked: boolean): Promise<unknown>;
}

export interface Floor extends FloorActions {
  view(call: Call | null): FloorView;
  handle(event: CallEvent): void;
  /** This person's microphone is on again. */
  speaks(): void;
  stop(): void;
}

export interface FloorParts {
  socket: Pick<Messenger["socket"], "request">;
  timers: Timers;
  callId: () => CallId | null;
  /** A host switched the microphone of this person off. */
  onMuted: () => void;
  onChange: () => void;
}

/** Long enough to be seen, too short to be in the way. */
const SIGN_MS = 3_000;

type FloorRequest =
  "call:hand" | "call:react" | "call:mute" | "call:remove" | "call:let-in" | "call:lock";

export function createFloor(parts: FloorParts): Floor {
  const { socket, timers } = parts;
  let signs: Record<UserId, Sign> = {};
  let nth = 0;
  let mutedBy: UserId | null = null;
  const stops = new Map<UserId, () => void>();

  function show(userId: UserId, emoji: string): void {
    stops.get(userId)?.();
    nth += 1;
    signs = { ...signs, [userId]: { emoji, nth } };
    stops.set(
      userId,
      timers.after(SIGN_MS, () => {
        signs = Object.fromEntries(Object.entries(signs).filter(([id]) => id !== userId));
        stops.delete(userId);
        parts.onChange();
      }),
    );
    parts.onChange();
  }

  function ask<T extends FloorRequest>(
    type: T,
    data: Omit<SocketRequests[T]["data"], "callId">,
  ): Promise<unknown> {
    const callId = parts.callId();
    if (callId === null) return Promise.resolve();
    return socket.request(type, { callId, ...data });
  }

  return {
    view: (call) => ({ ...standing(call), signs, mutedBy }),
    handle(event) {
      if (!("callId" in event.data) || event.data.callId !== parts.callId()) return;
      if (event.type === "call:reacted") {
        const { userId, participantId, emoji } = event.data;
        show(userId ?? participantId, emoji);
      } else if (event.type === "call:muted") {
        mutedBy = event.data.byUserId;
        parts.onMuted();
        parts.onChange();
      }
    },
    speaks() {
      mutedBy = null;
    },
    raiseHand: (raised) => ask("call:hand", { raised }),
    lowerHand: (whom) => ask("call:hand", { ...whom, raised: false }),
    react: (emoji) => ask("call:react", { emoji }),
    mute: (whom) => ask("call:mute", { ...whom }),
    remove: (userId) => ask("call:remove", { userId }),
    letIn: (userId) => ask("call:let-in", { userId }),
    lock: (locked) => ask("call:lock", { locked }),
    stop() {
      for (const stop of stops.values()) stop();
      stops.clear();
    },
  };
}

/** What the call itself says of it. */
export function standing(
  call: Call | null,
): Pick<FloorView, "locked" | "hands" | "hosts" | "removed"> {
  const places = call === null ? [] : placesOf(call);
  const raised = places.filter(({ handRaisedAt }) => handRaisedAt != null);
  raised.sort((a, b) => Date.parse(a.handRaisedAt ?? "") - Date.parse(b.handRaisedAt ?? ""));
  return {
    locked: call?.locked === true,
    hands: raised.map(({ userId }) => userId),
    hosts: places.filter(({ host }) => host === true).map(({ userId }) => userId),
    removed: places.filter(({ removed }) => removed === true).map(({ userId }) => userId),
  };
}
