import { useMutation } from "@tanstack/react-query";

import { MY_SETTINGS, useChangeMySettings } from "@/hooks/mySettings";
import { useMe } from "@/hooks/session";
import { withAppearance, type Appearance } from "./appearance";
import { clearUnsaved, markUnsaved } from "./unsavedAppearance";

/** Sends this device's choice to the account, one change after the other. */
export function useSaveAppearance() {
  const change = useChangeMySettings();
  const me = useMe();
  return useMutation({
    scope: MY_SETTINGS,
    mutationFn: async (appearance: Appearance) => {
      const mark = markUnsaved(me.id);
      await change((settings) => withAppearance(settings, appearance));
      clearUnsaved(mark);
    },
  });
}
