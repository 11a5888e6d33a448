import { createContext, use, useSyncExternalStore } from "react";

import type { AutoAnswer, AutoAnswerView } from "../live/autoAnswer";

export const AutoAnswerContext = createContext<AutoAnswer | null>(null);

/** Only below what is shown of calls. */
export function useAutoAnswer(): { countdown: AutoAnswerView | null; stop: () => void } {
  const auto = use(AutoAnswerContext);
  if (auto === null) throw new Error("useAutoAnswer is used outside of what is shown of calls");
  return { countdown: useSyncExternalStore(auto.subscribe, auto.view), stop: auto.stop };
}
