import { useEffect, useRef } from "react";
import type { KeyboardEvent, MouseEvent, PointerEvent, TouchEvent } from "react";

import type { RowProps } from "./row";

const LONG_PRESS_MS = 450;
/** A finger that moves further is scrolling; pixels. */
const LONG_PRESS_SLACK = 10;

/** Right click, long press, Enter or the menu key on a row: the handlers to spread on it. */
export function useRowMenu({ entry, onMenu }: Pick<RowProps, "entry" | "onMenu">) {
  const press = useRef<{ timer: number; x: number; y: number } | null>(null);
  const opened = useRef(false);

  function cancel(): void {
    if (press.current !== null) clearTimeout(press.current.timer);
    press.current = null;
  }

  useEffect(() => cancel, []);

  return {
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      // A marked text or a link keeps the browser's own menu.
      const isLink = event.target instanceof Element && event.target.closest("a") !== null;
      const selection = document.getSelection();
      if (isLink || (selection !== null && !selection.isCollapsed)) return;
      event.preventDefault();
      if (opened.current) return;
      cancel();
      const isFromKeyboard = event.clientX === 0 && event.clientY === 0;
      const box = event.currentTarget.getBoundingClientRect();
      onMenu({
        entry,
        x: isFromKeyboard ? box.left + box.width / 2 : event.clientX,
        y: isFromKeyboard ? box.top + box.height / 2 : event.clientY,
      });
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key !== "Enter" || event.target !== event.currentTarget) return;
      event.preventDefault();
      const box = event.currentTarget.getBoundingClientRect();
      onMenu({ entry, x: box.left + box.width / 2, y: box.top + box.height / 2 });
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType !== "touch" || !event.isPrimary) return;
      const { clientX: x, clientY: y } = event;
      cancel();
      opened.current = false;
      const timer = window.setTimeout(() => {
        opened.current = true;
        onMenu({ entry, x, y });
      }, LONG_PRESS_MS);
      press.current = { timer, x, y };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const start = press.current;
      if (start === null) return;
      const moved = Math.hypot(event.clientX - start.x, event.clientY - start.y);
      if (moved > LONG_PRESS_SLACK) cancel();
    },
    onTouchEnd: (event: TouchEvent<HTMLElement>) => {
      // The click that browsers make of a lifted finger would close the menu again.
      if (opened.current) event.preventDefault();
      opened.current = false;
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
  };
}
