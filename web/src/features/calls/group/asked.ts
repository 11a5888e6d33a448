/** Who is asked into a call of several people and is not in it, and how that went. Pure. */
import type { Call, CallParticipant, UserId } from "@/api/types";

export type AskedState = Extract<
  CallParticipant["state"],
  "invited" | "ringing" | "busy" | "declined" | "missed"
>;

export interface Asked {
  userId: UserId;
  state: AskedState;
  /** It rings at theirs, or may yet: no need to ask again. */
  waits: boolean;
}

/** Those who may still come first. */
export function askedInto(call: Call): Asked[] {
  const asked = call.participants.flatMap(({ userId, sessionId, state }): Asked[] => {
    if (sessionId != null || !isAsked(state)) return [];
    return [{ userId, state, waits: state === "invited" || state === "ringing" }];
  });
  return asked.sort((a, b) => Number(b.waits) - Number(a.waits));
}

function isAsked(state: CallParticipant["state"]): state is AskedState {
  return ["invited", "ringing", "busy", "declined", "missed"].includes(state);
}
