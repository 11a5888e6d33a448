/** The page's own settings in my account: written whole, so one change waits for the other. */
import type { Me } from "@/api/types";
import { updateMe } from "./me";
import { useMessenger } from "./messengerContext";

/** Of every mutation that changes them. */
export const MY_SETTINGS = { id: "mySettings" };

/** Changes them as they are when it is its turn, and shows what the server has then. */
export function useChangeMySettings() {
  const messenger = useMessenger();
  return async (change: (settings: Me["settings"]) => Me["settings"]): Promise<void> => {
    const { session } = messenger.store.getState();
    if (session.phase !== "signedIn") return;
    await updateMe({ settings: change(session.me.settings) });
    await messenger.session.refreshMe();
  };
}
