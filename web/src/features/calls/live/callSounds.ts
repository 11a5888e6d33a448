/** Which sound belongs to which moment, and that only one tab of a browser rings aloud. */
import type { Locks } from "@/lib/locks";
import type { AutoAnswer } from "./autoAnswer";
import type { LiveCalls, LiveCallsView } from "./liveCalls";
import type { CallSound, Ringtone } from "./ringtone";

export function soundOf({ call, waiting, groupRing, inGroup }: LiveCallsView): CallSound | null {
  // Who talks hears it knock.
  if (groupRing !== null && (call === null || call.phase.name === "ended")) {
    return inGroup ? "waiting" : "ring";
  }
  if (groupRing !== null && call?.phase.name !== "incoming") return "waiting";
  if (call === null) return null;
  if (waiting !== null && call.phase.name !== "ended") return "waiting";
  switch (call.phase.name) {
    case "incoming":
      return "ring";
    case "outgoing":
      return call.phase.stage === "ringing" || call.phase.stage === "waiting" ? "ringback" : null;
    case "connected":
      return "connected";
    case "ended":
      return endSound(call.phase.outcome.kind);
    case "preparing":
    case "connecting":
    case "reconnecting":
      return null;
  }
}

function endSound(outcome: string): CallSound | null {
  switch (outcome) {
    case "busy":
    case "declined":
    case "noAnswer":
    case "failed":
      return "busy";
    case "finished":
      return "ended";
    default:
      return null;
  }
}

/** Plays along until the returned function is called. */
export function playCallSounds(
  calls: LiveCalls,
  ringtone: Ringtone,
  locks: Locks,
  auto: Pick<AutoAnswer, "view" | "subscribe">,
): () => void {
  let wanted: CallSound | null = null;
  let stopRinging = (): void => undefined;

  function follow(): void {
    const rings = soundOf(calls.view());
    const sound = rings === "ring" && auto.view() !== null ? "answering" : rings;
    if (sound === wanted) return;
    wanted = sound;
    stopRinging();
    if (sound !== "ring") {
      ringtone.play(sound);
      return;
    }
    ringtone.play(null);
    const rung = new Promise<void>((resolve) => (stopRinging = resolve));
    void locks.ifFree("zvonilka.ring", async () => {
      if (wanted === "ring") ringtone.play("ring");
      await rung;
    });
  }

  const stops = [calls.subscribe(follow), auto.subscribe(follow)];
  follow();
  return () => {
    for (const stop of stops) stop();
    stopRinging();
    ringtone.play(null);
  };
}
