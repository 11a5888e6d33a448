import { useEffect, useEffectEvent } from "react";

import { shortcutOf, type Shortcut } from "./shortcut";

/**
 * Runs `handler` on a shortcut of the page. Dialogs and menus come first: what they have handled
 * (`defaultPrevented`), and everything while a dialog is open, is left alone.
 */
export function useShortcut(shortcut: Shortcut, handler: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || pressedInDialog) return;
    if (shortcutOf(event, isTyping(event.target)) !== shortcut) return;
    event.preventDefault();
    handler();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

/** Before anybody has heard of the press: a dialog that it closes may be gone when we do. */
let pressedInDialog = false;
window.addEventListener("keydown", () => (pressedInDialog = isInDialog()), { capture: true });

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select"))
  );
}

/** An open menu has the focus; one that is just fading away has not, and takes no keys any more. */
function isInDialog(): boolean {
  const isInMenu = document.activeElement?.closest('[role="menu"]') != null;
  return isInMenu || document.querySelector('[role="dialog"]') !== null;
}
