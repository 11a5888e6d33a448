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
  const wanted: Record<Kind, Map<ChatId, number>> = {
    "message:read": new Map(),
    "message:delivered": new Map(),
  };
  let scheduled = false;

  function want(kind: Kind, chatId: ChatId, seq: number): void {
    if (seq <= (wanted[kind].get(chatId) ?? 0)) return;
    wanted[kind].set(chatId, seq);
    if (scheduled) return;
    scheduled = true;
    timers.after(GATHER_MS, () => {
      scheduled = false;
      flush();
    });
  }

  function flush(): void {
    for (const kind of ["message:read", "message:delivered"] as const) {
      for (const [chatId, seq] of wanted[kind]) void tell(kind, chatId, seq);
    }
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
    if (wanted[kind].get(chatId) === seq) wanted[kind].delete(chatId);
  }

  return {
    markRead(chatId, seq) {
      const known = keeper.get().chatsById[chatId];
      if (known === undefined || seq <= known.myReadSeq) return;
      keeper.apply({ type: "readByMe", chatId, seq });
      want("message:read", chatId, seq);
    },
    markDelivered: (chatId, seq) => want("message:delivered", chatId, seq),
    flush,
  };
}
