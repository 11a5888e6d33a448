import { toFailure } from "@/api/failure";
import type { SayParts } from "./sayUntilHeard";

/** How long somebody looks at "calling" before they are told that there is no way to the server. */
const GIVE_UP_MS = 15_000;

/**
 * Asks, and asks again when the socket is back: a page that was opened a moment ago has no line yet, and on a bad
 * network it is lost now and then. Only for what may be asked twice. Throws `FailureError`.
 */
export async function askOnceReachable<T>(
  ask: () => Promise<T>,
  isWanted: () => boolean,
  { socket, timers }: SayParts,
): Promise<T> {
  let isLate = false;
  let wakeUp = (): void => undefined;
  const cancelLate = timers.after(GIVE_UP_MS, () => {
    isLate = true;
    wakeUp();
  });
  const unsubscribe = socket.onOnline(() => wakeUp());
  try {
    for (;;) {
      // From before the question on: the line may be back before the failure is told.
      const online = new Promise<void>((resolve) => (wakeUp = resolve));
      try {
        return await ask();
      } catch (caught) {
        if (toFailure(caught).kind !== "network" || isLate) throw caught;
        await online;
        if (!isWanted()) throw caught;
      }
    }
  } finally {
    cancelLate();
    unsubscribe();
  }
}
