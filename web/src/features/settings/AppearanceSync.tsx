import { useMantineColorScheme } from "@mantine/core";
import { useEffect, useEffectEvent } from "react";

import { useConnection, useMe } from "@/hooks/session";
import { appearanceOf, applyLanguage, localLanguage, schemeOf, themeOf } from "./appearance";
import { isUnsaved } from "./unsavedAppearance";
import { useSaveAppearance } from "./useSaveAppearance";

/**
 * Mounted by `app` while somebody is signed in; shows nothing. Takes over the theme and language
 * that another device chose, and delivers a choice made here while there was no connection.
 */
export function AppearanceSync() {
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { mutate: save } = useSaveAppearance();
  const online = useConnection().phase === "online";

  const follow = useEffectEvent(() => {
    if (isUnsaved(me.id)) return;
    const wanted = appearanceOf(me.settings);
    if (wanted.theme !== undefined && wanted.theme !== themeOf(colorScheme)) {
      setColorScheme(schemeOf(wanted.theme));
    }
    if (wanted.language !== undefined && wanted.language !== localLanguage()) {
      applyLanguage(wanted.language);
    }
  });
  useEffect(() => follow(), [me.id, me.settings]);

  const deliver = useEffectEvent(() => {
    if (isUnsaved(me.id)) save({ theme: themeOf(colorScheme), language: localLanguage() });
  });
  useEffect(() => {
    if (online) deliver();
  }, [online, me.id]);

  return null;
}
