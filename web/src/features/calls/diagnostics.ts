/**
 * `window.__zvonilkaCalls.report()`: what the call of this page looks like from the inside, for
 * support and for browser tests. Read-only. Statistics hold addresses: show them only to their owner.
 */
import type { CallId } from "@/api/types";
import type { LiveCalls } from "./live/liveCalls";
import type { CallPhase } from "./live/phase";

export interface CallReport {
  callId: CallId | null;
  phase: CallPhase["name"];
  /** The browser's `RTCStats`; empty while there is no line. */
  stats: unknown[];
}

declare global {
  interface Window {
    __zvonilkaCalls?: { report(): Promise<CallReport | null> };
  }
}

/** Returns what takes it away. */
export function exposeDiagnostics(calls: LiveCalls): () => void {
  window.__zvonilkaCalls = {
    async report() {
      const { call } = calls.view();
      if (call === null) return null;
      const stats = await calls.session()?.stats();
      return {
        callId: call.callId,
        phase: call.phase.name,
        stats: stats == null ? [] : [...stats.values()],
      };
    },
  };
  return () => {
    delete window.__zvonilkaCalls;
  };
}
