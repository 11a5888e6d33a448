import { useRef, type TouchEvent } from "react";

/** A swipe this far answers; pixels. */
const FAR = 56;
/** A finger that goes less far sideways, or more up or down, is scrolling; pixels. */
const SLACK = 12;

/** A swipe to the left on a row answers it: the handlers to spread on the row. */
export function useSwipeReply(onReply: (() => void) | null) {
  const start = useRef<{ x: number; y: number; swiping: boolean } | null>(null);

  function settle(row: HTMLElement): void {
    start.current = null;
    row.style.removeProperty("--swipe");
    delete row.dataset["swiping"];
  }

  return {
    onTouchStart: ({ touches }: TouchEvent<HTMLElement>) => {
      const touch = touches[0];
      start.current =
        onReply === null || touches.length !== 1 || touch === undefined
          ? null
          : { x: touch.clientX, y: touch.clientY, swiping: false };
    },
    onTouchMove: ({ touches, currentTarget }: TouchEvent<HTMLElement>) => {
      const from = start.current;
      const touch = touches[0];
      if (from === null || touch === undefined) return;
      const left = from.x - touch.clientX;
      const aside = Math.abs(touch.clientY - from.y);
      if (!from.swiping && (aside > SLACK || left < -SLACK)) start.current = null;
      else if (from.swiping || left > SLACK) {
        from.swiping = true;
        currentTarget.dataset["swiping"] = left >= FAR ? "far" : "near";
        currentTarget.style.setProperty("--swipe", `${-Math.min(Math.max(0, left), FAR * 1.4)}px`);
      }
    },
    onTouchEnd: ({ currentTarget }: TouchEvent<HTMLElement>) => {
      const isFar = currentTarget.dataset["swiping"] === "far";
      settle(currentTarget);
      if (isFar) onReply?.();
    },
    onTouchCancel: ({ currentTarget }: TouchEvent<HTMLElement>) => settle(currentTarget),
  };
}
