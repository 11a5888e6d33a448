/** My own typing: told at once, repeated while it goes on, taken back when it stops. */
import type { TypingWhat } from "@/api/frames";
import type { ChatId } from "@/api/types";
import type { Timers } from "@/lib/timers";
import type { Socket } from "./socket";

/** Others forget a sign after 6 s; it is repeated sooner. */
const REPEAT_MS = 3_000;
const PAUSE_MS = 4_000;

export interface MyTyping {
  set(chatId: ChatId, typing: boolean, what?: TypingWhat): void;
}

export function createMyTyping(parts: {
  socket: Pick<Socket, "notify">;
  timers: Timers;
  steadyNow: () => number;
}): MyTyping {
  const { socket, timers, steadyNow } = parts;
  const going = new Map<ChatId, { toldAtMs: number; cancelPause: () => void }>();

  function stop(chatId: ChatId): void {
    const typing = going.get(chatId);
    if (typing === undefined) return;
    typing.cancelPause();
    going.delete(chatId);
    socket.notify("typing:stop", { chatId });
  }

  return {
    set(chatId, typing, what = "text") {
      if (!typing) {
        stop(chatId);
        return;
      }
      const before = going.get(chatId);
      before?.cancelPause();
      const isDue = before === undefined || steadyNow() - before.toldAtMs >= REPEAT_MS;
      if (isDue) socket.notify("typing:start", { chatId, what });
      going.set(chatId, {
        toldAtMs: isDue ? steadyNow() : before.toldAtMs,
        cancelPause: timers.after(PAUSE_MS, () => stop(chatId)),
      });
    },
  };
}
