/** Tells the server how far I have read and received: gathered, only ever forward, until it knows. */
import type { ChatId } from "@/api/types";
import type { Timers } from "@/lib/timers";
import { isTransient, toFailure } from "@/api/failure";
import type { Socket } from "./socket";
import type { StateKeeper } from "./stateKeeper";

type Kind = "message:read" | "message:delivered";

const GATHER_MS = 150;
const RETRY_MS = 2_000;

export interface Receipts {
  markRead(chatId: ChatId, seq: number): void;
  markDelivered(chatId: ChatId, seq: number): void;
  /** Sends what the server does not know yet. */
  flush(): void;
}

export function createReceipts(parts: {
  keeper: StateKeeper;
  socket: Pick<Socket, "request">;
  timers: Timers;
}): Receipts {
  const { keeper, socket, timers } = parts;
  /** Received, and not said yet. What was read stands in the state, since it must outlive the page. */
  const received = new Map<ChatId, number>();
  let scheduled = false;

  function flushSoon(): void {
    if (scheduled) return;
    scheduled = true;
    timers.after(GATHER_MS, () => {
      scheduled = false;
      flush();
    });
  }

  function flush(): void {
    for (const [chatId, seq] of Object.entries(keeper.get().unsaidReads)) {
      void tell("message:read", chatId, seq);
    }
    for (const [chatId, seq] of received) void tell("message:delivered", chatId, seq);
  }

  async function tell(kind: Kind, chatId: ChatId, seq: number): Promise<void> {
    try {
      await socket.request(kind, { chatId, seq });
    } catch (caught) {
      const failure = toFailure(caught);
      if (isTransient(failure)) {
        // After a cut the next connection flushes; a server that is busy is asked again.
        if (failure.kind === "problem") timers.after(failure.retryAfterMs ?? RETRY_MS, flush);
        return;
      }
    }
    if (kind === "message:read") keeper.apply({ type: "readSaid", chatId, seq });
    else if (received.get(chatId) === seq) received.delete(chatId);
  }

  return {
    markRead(chatId, seq) {
      const known = keeper.get().chatsById[chatId];
      if (known === undefined || seq <= known.myReadSeq) return;
      keeper.apply({ type: "readByMe", chatId, seq });
      flushSoon();
    },
    markDelivered(chatId, seq) {
      if (seq <= (received.get(chatId) ?? 0)) return;
      received.set(chatId, seq);
      flushSoon();
    },
    flush,
  };
}
