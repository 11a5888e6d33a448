import { useEffect, useRef } from "react";
import type { MouseEvent, PointerEvent, TouchEvent } from "react";

/** Where on the page a menu opens; pixels. */
export interface MenuPlace {
  x: number;
  y: number;
}

/** Where a menu opens that nothing points to. */
export function middleOf(element: HTMLElement): MenuPlace {
  const box = element.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}

const LONG_PRESS_MS = 450;
/** A finger that moves further is scrolling; pixels. */
const LONG_PRESS_SLACK = 10;

/**
 * Right click, the menu key (Shift + F10) or a long press on something that does its own thing when
 * it is clicked: the handlers to spread on it.
 */
export function useMenuGestures(onMenu: (place: MenuPlace) => void) {
  const press = useRef<{ timer: number; x: number; y: number } | null>(null);
  const opened = useRef(false);

  function cancel(): void {
    if (press.current !== null) clearTimeout(press.current.timer);
    press.current = null;
  }

  useEffect(() => cancel, []);

  return {
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      event.preventDefault();
      // Some browsers tell of a long press themselves, after we did.
      if (opened.current) return;
      if (press.current !== null) opened.current = true;
      cancel();
      const isFromKeyboard = event.clientX === 0 && event.clientY === 0;
      onMenu(
        isFromKeyboard ? middleOf(event.currentTarget) : { x: event.clientX, y: event.clientY },
      );
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType !== "touch" || !event.isPrimary) return;
      const { clientX: x, clientY: y } = event;
      cancel();
      opened.current = false;
      const timer = window.setTimeout(() => {
        press.current = null;
        opened.current = true;
        onMenu({ x, y });
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
      // The click that browsers make of a lifted finger would follow the link, or close the menu again.
      if (opened.current) event.preventDefault();
      opened.current = false;
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
  };
}
