/**
 * Hands what is being written to the server, so that my other devices show it: a moment after the
 * last keystroke, and again when the line is back.
 */
import { isTransient, toFailure } from "@/api/failure";
import type { ChatId } from "@/api/types";
import type { Timers } from "@/lib/timers";
import type { StateKeeper } from "./stateKeeper";

/** Long enough not to send every word, short enough to change devices. */
export const DRAFT_SETTLE_MS = 1_000;
const RETRY_MS = 10_000;

export interface DraftSaver {
  /** Tries at once what is not kept yet: the line is back. */
  flush(): void;
}

export function createDraftSaver(parts: {
  keeper: StateKeeper;
  timers: Timers;
  /** An empty text takes the draft away. Throws `FailureError`. */
  save: (chatId: ChatId, text: string) => Promise<void>;
}): DraftSaver {
  const { keeper, timers, save } = parts;
  const saving = new Set<ChatId>();
  let cancel: (() => void) | null = null;
  let seen = keeper.get();

  function settle(ms: number): void {
    cancel?.();
    cancel = timers.after(ms, flush);
  }

  function flush(): void {
    cancel?.();
    cancel = null;
    const state = keeper.get();
    if (state.session.phase !== "signedIn") return;
    for (const chatId of Object.keys(state.unsavedDrafts)) {
      if (!saving.has(chatId)) void keep(chatId, state.draftsByChat[chatId] ?? "");
    }
  }

  async function keep(chatId: ChatId, text: string): Promise<void> {
    saving.add(chatId);
    try {
      await save(chatId, text);
      keeper.apply({ type: "draftSaved", chatId, text });
    } catch (caught) {
      const failure = toFailure(caught);
      if (isTransient(failure)) {
        settle(failure.kind === "problem" ? (failure.retryAfterMs ?? RETRY_MS) : RETRY_MS);
      } else {
        // The chat is gone, or the text is refused: it stays on this device.
        keeper.apply({ type: "draftSaved", chatId, text });
      }
    } finally {
      saving.delete(chatId);
    }
    // Typed on while it was under way.
    const now = keeper.get();
    if (now.unsavedDrafts[chatId] === true && (now.draftsByChat[chatId] ?? "") !== text) {
      settle(DRAFT_SETTLE_MS);
    }
  }

  keeper.store.subscribe((state) => {
    const typed =
      state.unsavedDrafts !== seen.unsavedDrafts || state.draftsByChat !== seen.draftsByChat;
    seen = state;
    if (typed && Object.keys(state.unsavedDrafts).length > 0) settle(DRAFT_SETTLE_MS);
  });

  return { flush };
}
