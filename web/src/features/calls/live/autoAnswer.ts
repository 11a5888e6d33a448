/**
 * Answers calls of people whom the person trusts, without a touch: after a few seconds that are shown and heard, and in
 * which the person can stop it. What is not certain is left to ring: a caller whom the server does not name, a browser
 * that would ask for the microphone, a call that was stopped once.
 */
import type { AutoAnswer as Answer, CallId, UserId } from "@/api/types";
import { toFailure } from "@/api/failure";
import { createListeners } from "@/lib/listeners";
import type { Locks } from "@/lib/locks";
import type { Timers } from "@/lib/timers";
import type { LiveCalls } from "./liveCalls";

/** Long enough to get to the device and say no; short enough for a caller to wait. */
export const COUNTDOWN_S = 6;

export interface AutoAnswerView {
  callId: CallId;
  secondsLeft: number;
  /** Whether the camera will be on. */
  camera: boolean;
}

export interface AutoAnswer {
  /** The countdown that runs; `null` for none. */
  view: () => AutoAnswerView | null;
  subscribe: (listener: () => void) => () => void;
  /** The call rings on, and waits for a touch. */
  stop(): void;
  /** Begins to listen; returns what ends it. */
  run(): () => void;
}

export interface AutoAnswerParts {
  calls: Pick<LiveCalls, "view" | "subscribe" | "session">;
  timers: Timers;
  locks: Locks;
  /** What the person wants when this one calls, as the server knows it now. */
  lookUp(userId: UserId): Promise<Answer>;
  /** Whether the browser would ask for the microphone (and camera): nobody may be there to say yes. */
  wouldAsk(video: boolean): Promise<boolean>;
}

export function createAutoAnswer(parts: AutoAnswerParts): AutoAnswer {
  const { calls, timers, locks } = parts;
  const listeners = createListeners<void>();
  /** The call that was looked at; it is so once. */
  let considered: CallId | null = null;
  let view: AutoAnswerView | null = null;
  let stopCounting = (): void => undefined;

  function show(next: AutoAnswerView | null): void {
    view = next;
    listeners.tell();
  }

  function end(): void {
    stopCounting();
    stopCounting = () => undefined;
    if (view !== null) show(null);
  }

  function rings(callId: CallId): boolean {
    const { call } = calls.view();
    return call?.callId === callId && call.phase.name === "incoming";
  }

  function follow(): void {
    const { call } = calls.view();
    if (view !== null && !rings(view.callId)) end();
    if (call?.callId == null || call.phase.name !== "incoming") return;
    if (call.callId === considered) return;
    considered = call.callId;
    end();
    consider(call.callId, call.peerId, call.kind === "video").catch(toFailure);
  }

  async function consider(callId: CallId, userId: UserId, isVideo: boolean): Promise<void> {
    const answer = await parts.lookUp(userId);
    if (answer === "never") return;
    const camera = isVideo && answer === "camera";
    if (await parts.wouldAsk(camera)) return;
    // Of several tabs one counts; the others ring, and stop when it has answered.
    await locks.ifFree("zvonilka.autoAnswer", () => count(callId, camera));
  }

  /** Ends with the countdown, however that ends. */
  function count(callId: CallId, camera: boolean): Promise<void> {
    if (considered !== callId || !rings(callId)) return Promise.resolve();
    return new Promise((resolve) => {
      let secondsLeft = COUNTDOWN_S;
      const cancel = timers.every(1_000, () => {
        secondsLeft -= 1;
        if (secondsLeft > 0) {
          show({ callId, secondsLeft, camera });
          return;
        }
        end();
        if (rings(callId)) calls.session()?.answer(camera ? "asCalled" : "soundOnly");
      });
      stopCounting = () => {
        cancel();
        resolve();
      };
      show({ callId, secondsLeft, camera });
    });
  }

  return {
    view: () => view,
    subscribe: (listener) => listeners.add(listener),
    stop: end,
    run() {
      const unsubscribe = calls.subscribe(follow);
      follow();
      return () => {
        unsubscribe();
        end();
        considered = null;
      };
    },
  };
}
