/** Guests of a group call, as a member's page sees them. Pure. */
import type { Call, CallGuest } from "@/api/types";

type Place = Call["participants"][number];

/** Whether they have a place in the call now. */
export function isInside({ state }: CallGuest): boolean {
  return state === "connecting" || state === "connected" || state === "reconnecting";
}

/** Who is at the door, in the order in which they came. */
export function atTheDoor(guests: readonly CallGuest[]): CallGuest[] {
  return guests.filter(({ state }) => state === "waiting");
}

/** Everybody's places. A guest is no person whom one could look up: their place stands for them. */
export function placesOf(call: Call): Place[] {
  const guests = (call.guests ?? [])
    .filter(isInside)
    .map(({ participantId, state, away, handRaisedAt }): Place => ({
      participantId,
      userId: participantId,
      sessionId: participantId,
      state: state === "connected" || state === "reconnecting" ? state : "connecting",
      ...(away === true ? { away } : {}),
      ...(handRaisedAt == null ? {} : { handRaisedAt }),
    }));
  return [...call.participants, ...guests];
}

/** What guests are called, by what stands for them in {@link placesOf}. */
export function namesOf(guests: readonly CallGuest[]): ReadonlyMap<string, string> {
  return new Map(guests.map(({ participantId, name }) => [participantId, name]));
}
