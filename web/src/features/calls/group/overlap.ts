/**
 * The time in which a call between two goes over to the server: the line between the two stands until both have heard
 * the other over the new one, so that nobody misses a word.
 */
import type { Call, UserId } from "@/api/types";
import type { Timers } from "@/lib/timers";
import type { Carried } from "../live/handover";
import type { RoomNews } from "./room";
import type { RoomLine } from "./roomLine";

export interface OverlapParts {
  handover: Carried;
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
  /** Whether the other is still heard over the old line. */
  carries(): boolean;
  /** Whether what comes of a person over the new line is not to be heard yet: it would come twice. */
  hides(userId: UserId): boolean;
  /** The call or the line changed. */
  update(): void;
  stop(): void;
}

/** How often it is looked whether sound comes. */
const LOOK_MS = 100;
/** For so long both are heard: what begins to sound late on a busy device leaves no gap, and the echo is hardly one. */
const BOTH_MS = 300;
/** So much sound, in milliseconds, must have come out of the new line: by then it flows evenly. */
const ENOUGH_MS = 300;

export function createOverlap(parts: OverlapParts): Overlap {
  const { handover, timers } = parts;
  let heard = false;
  /** The new line has been heard for long enough. */
  let settled = false;
  let stopWaiting = (): void => undefined;
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
    const played = slot === undefined ? 0 : await line.playedMs(slot.mid);
    if (done || (played < ENOUGH_MS && !person.muted)) return;
    heard = true;
    parts.onHeard();
    stopWaiting = timers.after(BOTH_MS, () => {
      settled = true;
      handover.silence();
      update();
    });
  }

  function update(): void {
    if (done || !settled) return;
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
    stopWaiting();
    handover.finish();
  }

  return {
    carries: () => !heard && handover.sound !== null,
    hides: (userId) => !heard && userId === handover.peerId,
    update,
    stop,
  };
}
