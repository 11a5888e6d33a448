import { createContext, use, useSyncExternalStore } from "react";

import type { CallSession } from "../live/callSession";
import type { LiveCalls, LiveCallsView } from "../live/liveCalls";

export const LiveCallsContext = createContext<LiveCalls | null>(null);

/** The calls of this page: what is there to do. */
export function useLiveCalls(): LiveCalls {
  const calls = use(LiveCallsContext);
  if (calls === null) throw new Error("useLiveCalls needs CallsProvider above");
  return calls;
}

/** The calls of this page: what is there to see. */
export function useLiveCallsView(): LiveCallsView {
  const calls = useLiveCalls();
  return useSyncExternalStore(calls.subscribe, calls.view);
}

/** The controls of the call on the screen. Only below a screen that shows one. */
export function useCallSession(): CallSession {
  const session = useLiveCalls().session();
  if (session === null) throw new Error("useCallSession is used where there is no call");
  return session;
}
