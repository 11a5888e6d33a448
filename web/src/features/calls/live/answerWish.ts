/** "Answer" was touched on a notification: the call is taken as soon as it rings here. */
import type { CallId } from "@/api/types";
import { createListeners } from "@/lib/listeners";
import type { LiveCalls } from "./liveCalls";

const made = createListeners<void>();
let wanted: CallId | null = null;

export const answerWish = {
  make(callId: CallId): void {
    wanted = callId;
    made.tell();
  },
  /** Returns the way to stop. */
  follow(calls: Pick<LiveCalls, "view" | "subscribe" | "session" | "answerGroup">): () => void {
    const look = (): void => {
      const { call, groupRing } = calls.view();
      if (wanted !== null && groupRing?.call.id === wanted) {
        wanted = null;
        calls.answerGroup("asCalled");
        return;
      }
      if (wanted === null || call?.callId !== wanted) return;
      if (call.phase.name !== "incoming") return;
      wanted = null;
      calls.session()?.answer("asCalled");
    };
    const stops = [calls.subscribe(look), made.add(look)];
    look();
    return () => {
      for (const stop of stops) stop();
    };
  },
};
