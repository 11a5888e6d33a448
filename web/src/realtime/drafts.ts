/**
 * Half-written words on their way to my other devices: told to the server after a moment of quiet, and again
 * after every cut until it knows them.
 */
import { isTransient, toFailure } from "@/api/failure";
import type { ChatId, MessageId, MyChat, MyChatPatch } from "@/api/types";
import type { Timers } from "@/lib/timers";
import type { LocalDraft } from "./state";
import type { StateKeeper } from "./stateKeeper";

const QUIET_MS = 2_500;

export interface Drafts {
  setText(chatId: ChatId, text: string): void;
  setReply(chatId: ChatId, messageId: MessageId | null): void;
  /** Tells what the server does not know yet. */
  flush(): void;
}

export function createDrafts(parts: {
  keeper: StateKeeper;
  timers: Timers;
  tell: (chatId: ChatId, patch: MyChatPatch) => Promise<MyChat>;
}): Drafts {
  const { keeper, timers, tell } = parts;
  const waiting = new Map<ChatId, () => void>();

  function set(chatId: ChatId, change: Partial<LocalDraft>): void {
    const known = keeper.get().draftsByChat[chatId] ?? { text: "", replyTo: null, told: true };
    const draft = { ...known, ...change, told: false };
    if (draft.text === known.text && draft.replyTo === known.replyTo) return;
    keeper.apply({ type: "drafted", chatId, draft });
    waiting.get(chatId)?.();
    waiting.set(
      chatId,
      timers.after(QUIET_MS, () => void tellOf(chatId)),
    );
  }

  async function tellOf(chatId: ChatId): Promise<void> {
    waiting.delete(chatId);
    const draft = keeper.get().draftsByChat[chatId];
    if (draft === undefined || draft.told) return;
    const { text, replyTo } = draft;
    const isNone = text.trim() === "" && replyTo === null;
    try {
      await tell(chatId, {
        draft: isNone ? null : { text, ...(replyTo === null ? {} : { replyTo }) },
      });
    } catch (caught) {
      // After a cut the next connection tells; what the server will never take stays here.
      if (isTransient(toFailure(caught))) return;
    }
    keeper.apply({ type: "draftTold", chatId, draft });
  }

  return {
    setText: (chatId, text) => set(chatId, { text }),
    setReply: (chatId, replyTo) => set(chatId, { replyTo }),
    flush() {
      for (const [chatId, draft] of Object.entries(keeper.get().draftsByChat)) {
        if (!draft.told && !waiting.has(chatId)) void tellOf(chatId);
      }
    },
  };
}
