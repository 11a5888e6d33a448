import { createContext, use, useSyncExternalStore } from "react";

import type { CallSession, CallView } from "../live/callSession";
import type { LiveCalls, LiveCallsView } from "../live/liveCalls";

/** `null` until the calls are fetched. */
export const LiveCallsContext = createContext<LiveCalls | null>(null);

/** The calls of this page: what is there to do. Only below what is shown of calls. */
export function useLiveCalls(): LiveCalls {
  const calls = use(LiveCallsContext);
  if (calls === null) throw new Error("useLiveCalls is used before the calls are there");
  return calls;
}

/** The call on the screen; `null` too until the calls are fetched. */
export function useShownCall(): CallView | null {
  const calls = use(LiveCallsContext);
  return useSyncExternalStore(calls?.subscribe ?? hearNothing, () => calls?.view().call ?? null);
}

const hearNothing = () => () => undefined;

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
