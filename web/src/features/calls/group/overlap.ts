/**
 * The time in which a call between two goes over to the server: the line between the two stands until both have heard
 * the other over the new one, so that nobody misses a word.
 */
import type { Call, UserId } from "@/api/types";
import type { Timers } from "@/lib/timers";
import type { Handover } from "../live/handover";
import type { RoomNews } from "./room";
import type { RoomLine } from "./roomLine";

export interface OverlapParts {
  handover: Handover;
  myId: UserId;
  timers: Timers;
  /** How things stand now. */
  look: () => { call: Call; news: RoomNews | null; line: RoomLine | null };
  /** The other is heard over the new line from now on. */
  onHeard: () => void;
  /** The line between the two is not needed any more. */
  onDone: () => void;
}

export interface Overlap {
  /** What is heard of the other; `null` once the new line carries them. */
  sound(): MediaStream | null;
  /** Whether what comes of a person over the new line is not to be heard yet: it would come twice. */
  hides(userId: UserId): boolean;
  /** The call or the line changed. */
  update(): void;
  stop(): void;
}

/** How often it is looked whether sound comes. */
const LOOK_MS = 100;
/** So many packets of sound: a fifth of a second, and what is played is not the first of it. */
const ENOUGH_PACKETS = 10;

export function createOverlap(parts: OverlapParts): Overlap {
  const { handover, timers } = parts;
  let heard = false;
  let done = false;

  function other(call: Call) {
    return call.participants.find(
      ({ userId, sessionId }) => userId === handover.peerId && sessionId != null,
    );
  }

  async function look(): Promise<void> {
    const { call, news, line } = parts.look();
    const place = other(call)?.participantId;
    // They hung up, or the old line is dead: there is nothing to wait for.
    if (place === undefined || !handover.isAlive()) {
      finish();
      return;
    }
    if (heard || line === null || news === null) return;
    const person = news.people.find(({ participantId }) => participantId === place);
    if (person === undefined) return;
    const slot = news.slots.find((one) => one.participantId === place && one.picture === undefined);
    const packets = slot === undefined ? 0 : await line.packets(slot.mid);
    if (done || (packets < ENOUGH_PACKETS && !person.muted)) return;
    heard = true;
    parts.onHeard();
    update();
  }

  function update(): void {
    if (done || !heard) return;
    const { call } = parts.look();
    const mine = call.participants.find(({ userId }) => userId === parts.myId);
    if (mine?.state === "connected" && other(call)?.state === "connected") finish();
  }

  function finish(): void {
    if (done) return;
    stop();
    if (!heard) {
      heard = true;
      parts.onHeard();
    }
    parts.onDone();
  }

  const stopLooking = timers.every(LOOK_MS, () => void look());

  function stop(): void {
    if (done) return;
    done = true;
    stopLooking();
    handover.finish();
  }

  return {
    sound: () => (heard ? null : handover.sound),
    hides: (userId) => !heard && userId === handover.peerId,
    update,
    stop,
  };
}
