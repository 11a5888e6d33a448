/** Whether anybody uses this device: away when it lies untouched or hidden for a while. */
import type { Timers } from "@/lib/timers";
import type { Socket } from "./socket";

const UNTOUCHED_MS = 5 * 60_000;
const HIDDEN_MS = 60_000;
const SIGNS_OF_LIFE = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

export interface IdleWatch {
  /** Says it again on a new connection, which begins as "in use". */
  repeat(): void;
  /** A call goes on: nobody is away. */
  setInCall(inCall: boolean): void;
}

export function watchIdle(parts: { socket: Pick<Socket, "notify">; timers: Timers }): IdleWatch {
  const { socket, timers } = parts;
  let state: "online" | "away" = "online";
  let inCall = false;
  let cancel = (): void => undefined;

  function tell(next: "online" | "away"): void {
    if (next === state) return;
    state = next;
    socket.notify("presence:set", { state });
  }

  function touched(): void {
    cancel();
    if (!document.hidden || inCall) tell("online");
    if (!inCall)
      cancel = timers.after(document.hidden ? HIDDEN_MS : UNTOUCHED_MS, () => tell("away"));
  }

  for (const type of SIGNS_OF_LIFE) addEventListener(type, touched, { passive: true });
  document.addEventListener("visibilitychange", touched);
  touched();
  return {
    repeat() {
      if (state === "away") socket.notify("presence:set", { state });
    },
    setInCall(next) {
      inCall = next;
      touched();
    },
  };
}
