/** Fetches what was missed: after every connection, and whenever the reducers see a gap. */
import { toFailure } from "@/api/failure";
import type { ChatId } from "@/api/types";
import type { Timers } from "@/lib/timers";
import { placesHeld } from "./selectors";
import type { Socket } from "./socket";
import type { StateKeeper } from "./stateKeeper";

/** Chats whose missed events one request may ask for. */
const CHATS_PER_REQUEST = 200;
const RETRY_MS = 1_500;

export interface Syncer {
  /** Resolves when everything up to now is in the state. Rejects only when the line was cut. */
  run(): Promise<void>;
  /** The same, soon, when nobody waits for it; many requests become one. */
  request(): void;
  /** What one chat missed since an older cursor than the state's. Failures are left to the next sync. */
  catchUp(chatId: ChatId, since: string | null): Promise<void>;
}

export function createSyncer(parts: {
  keeper: StateKeeper;
  socket: Pick<Socket, "request">;
  timers: Timers;
}): Syncer {
  const { keeper, socket, timers } = parts;
  let flight: Promise<void> | null = null;
  let again = false;

  function run(): Promise<void> {
    if (flight !== null) {
      // What is under way may have asked before the gap: once more after it.
      again = true;
      return flight;
    }
    flight = runAll().finally(() => {
      flight = null;
    });
    return flight;
  }

  async function runAll(): Promise<void> {
    do {
      again = false;
      await runOnce(keeper.get().cursor);
      // Set by `run` while this one was under way.
    } while (again as boolean);
  }

  async function runOnce(from: string | null): Promise<void> {
    const found: ChatId[] = [];
    const begun = keeper.get().mySideChanges;
    let since = from;
    let wanted = heldPlaces();
    for (let more = true; more;) {
      const mySide = keeper.get().mySideChanges;
      try {
        const answer = await socket.request("sync", {
          ...(since === null ? {} : { since }),
          ...(Object.keys(wanted).length === 0 ? {} : { chats: wanted }),
        });
        keeper.apply({ type: "synced", answer, mySide });
        found.push(...answer.chats.map(({ chat }) => chat.id));
        since = answer.cursor;
        more = answer.more;
        wanted = {};
      } catch (caught) {
        const failure = toFailure(caught);
        const isBadCursor = failure.kind === "problem" && failure.code === "validation_failed";
        if (!isBadCursor || from === null) throw caught;
        return runOnce(null);
      }
    }
    if (from === null) keeper.apply({ type: "chatsComplete", chatIds: found, mySide: begun });
  }

  function heldPlaces(): Record<ChatId, number> {
    return Object.fromEntries(Object.entries(placesHeld(keeper.get())).slice(0, CHATS_PER_REQUEST));
  }

  function request(): void {
    run().catch((caught: unknown) => {
      const failure = toFailure(caught);
      // A cut line syncs by itself when it is back; a refusal of the moment is tried again.
      if (failure.kind === "problem") timers.after(failure.retryAfterMs ?? RETRY_MS, request);
    });
  }

  async function catchUp(chatId: ChatId, since: string | null): Promise<void> {
    const mySide = keeper.get().mySideChanges;
    const place = keeper.get().timelinesByChat[chatId]?.appliedSeq ?? 0;
    try {
      const answer = await socket.request("sync", {
        ...(since === null ? {} : { since }),
        chats: { [chatId]: place },
      });
      keeper.apply({ type: "caughtUp", answer, mySide });
    } catch (caught) {
      toFailure(caught);
      request();
    }
  }

  return { run, request, catchUp };
}
