import { toFailure } from "@/api/failure";
import type { CallId } from "@/api/types";
import type { Timers } from "@/lib/timers";
import type { SocketAccess } from "@/realtime/messenger";

export interface SayParts {
  socket: Pick<SocketAccess, "request" | "onOnline">;
  timers: Timers;
}

/** After this the server's own timers have ended the call. */
const GIVE_UP_MS = 60_000;

/** Ends or declines a call; when the socket is down, as soon as it is back. */
export function sayUntilHeard(
  type: "call:end" | "call:reject",
  callId: CallId,
  { socket, timers }: SayParts,
): void {
  let stop = (): void => undefined;

  function say(): void {
    socket.request(type, { callId }).then(stop, (caught: unknown) => {
      // A refusal is an answer too: the call is over already.
      if (toFailure(caught).kind === "problem") stop();
    });
  }

  const unsubscribe = socket.onOnline(say);
  const cancel = timers.after(GIVE_UP_MS, () => stop());
  stop = () => {
    unsubscribe();
    cancel();
  };
  say();
}
