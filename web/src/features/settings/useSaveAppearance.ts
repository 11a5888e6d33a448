import { useMutation } from "@tanstack/react-query";

import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { updateMe } from "./api/updateMe";
import { withAppearance, type Appearance } from "./appearance";
import { clearUnsaved, markUnsaved } from "./unsavedAppearance";

/** Sends this device's choice to the account, one change after the other. */
export function useSaveAppearance() {
  const messenger = useMessenger();
  const me = useMe();
  return useMutation({
    scope: { id: "appearance" },
    mutationFn: async (appearance: Appearance) => {
      const mark = markUnsaved(me.id);
      await updateMe({ settings: withAppearance(me.settings, appearance) });
      await messenger.session.refreshMe();
      clearUnsaved(mark);
    },
  });
}
