import { useEffect, useState } from "react";

/**
 * Gives the focus back to what had it before the call's screen took it, once that screen is gone: for whoever uses keys
 * it would be lost with it.
 */
export function useFocusBack(minimised: boolean): void {
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    return () => {
      // When the screen is taken away, and not before.
      requestAnimationFrame(() => giveBack(before));
    };
  }, [before, minimised]);
}

function giveBack(before: Element | null): void {
  const { activeElement } = document;
  if (activeElement !== null && activeElement !== document.body) return;
  const isThere = before instanceof HTMLElement && before.isConnected && before !== document.body;
  const next = isThere ? before : document.querySelector<HTMLElement>("main");
  next?.focus({ preventScroll: true });
}
