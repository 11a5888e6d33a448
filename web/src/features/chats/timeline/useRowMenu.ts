import type { KeyboardEvent, MouseEvent } from "react";

import { middleOf, useMenuGestures } from "@/hooks/menuGestures";
import type { RowProps } from "./row";

/** Right click, long press, Enter or the menu key on a row: the handlers to spread on it. */
export function useRowMenu({ entry, onMenu }: Pick<RowProps, "entry" | "onMenu">) {
  const gestures = useMenuGestures((place) => onMenu({ entry, ...place }));
  return {
    ...gestures,
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      // A marked text or a link keeps the browser's own menu.
      const isLink = event.target instanceof Element && event.target.closest("a") !== null;
      const selection = document.getSelection();
      if (isLink || (selection !== null && !selection.isCollapsed)) return;
      gestures.onContextMenu(event);
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key !== "Enter" || event.target !== event.currentTarget) return;
      event.preventDefault();
      onMenu({ entry, ...middleOf(event.currentTarget) });
    },
  };
}
