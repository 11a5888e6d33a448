import { createContext, use } from "react";

import type { Messenger } from "@/realtime/messenger";

export const MessengerContext = createContext<Messenger | null>(null);

/** The client of this page. Actions live on it; live data comes from the hooks beside this one. */
export function useMessenger(): Messenger {
  const messenger = use(MessengerContext);
  if (messenger === null) throw new Error("useMessenger needs a MessengerContext above");
  return messenger;
}
