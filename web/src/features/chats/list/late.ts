import { lazy, useEffect, useState } from "react";

import { fetchSwitcher } from "../search/switcher";

const fetchParts = () => import("./lateParts");

export const ChatMenu = lazy(async () => ({ default: (await fetchParts()).ChatMenu }));
export const NewChatPicker = lazy(async () => ({ default: (await fetchParts()).NewChatPicker }));
export const ShortcutsSheet = lazy(async () => ({ default: (await fetchParts()).ShortcutsSheet }));

/** Fetches all of them once the list stands, and then what a key opens, on which people type at once. */
export function useLateParts(stands: boolean): void {
  useEffect(() => {
    // Where it fails now, the one who opens it is told.
    if (stands)
      fetchParts()
        .then(fetchSwitcher)
        .catch(() => undefined);
  }, [stands]);
}

/** Whether it is or has been open: until then there is nothing to fetch, after it something to fade. */
export function useEverOpened(opened: boolean): boolean {
  const [ever, setEver] = useState(opened);
  if (opened && !ever) setEver(true);
  return ever || opened;
}
