/** The group call that this tab was in when its page was loaded anew, so that it comes back into it. */
import type { CallId, CallKind, ChatId } from "@/api/types";

export interface LeftGroup {
  chatId: ChatId;
  kind: CallKind;
  /** `null` until the server has told it. */
  callId: CallId | null;
  audioRoom: boolean;
}

const KEY = "zvonilka.groupCall";

export const leftGroup = {
  /** Keeps it while it goes on; returns what forgets it. */
  keep(group: LeftGroup): () => void {
    write(JSON.stringify(group));
    return () => write(null);
  },
  /** What there was; only once. */
  take(): LeftGroup | null {
    const text = read();
    if (text === null) return null;
    write(null);
    try {
      const found = JSON.parse(text) as Partial<LeftGroup> | null;
      if (typeof found?.chatId !== "string") return null;
      const callId = typeof found.callId === "string" ? found.callId : null;
      return {
        chatId: found.chatId,
        kind: found.kind === "video" ? "video" : "audio",
        callId,
        audioRoom: found.audioRoom === true,
      };
    } catch {
      return null;
    }
  },
};

function read(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    // Storage is off: after a reload one comes in by the banner.
    return null;
  }
}

function write(text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, text);
  } catch {
    // As above.
  }
}
