import { useEffect, useEffectEvent } from "react";

export interface CallKeys {
  /** M. */
  onMute?: () => void;
  /** V. */
  onCamera?: () => void;
  /** S. */
  onScreen?: () => void;
  /** H. */
  onHold?: () => void;
  /** Esc. */
  onEscape?: () => void;
  /** Ctrl-Shift-H (⌘ on a Mac). */
  onHangUp?: () => void;
}

/** The keys of a call, by their place on the keyboard, so that they work in every layout. */
export function useCallKeys(keys: CallKeys): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.repeat || event.defaultPrevented) return;
    const action = actionOf(event, keys);
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

function actionOf(event: KeyboardEvent, keys: CallKeys): (() => void) | undefined {
  const command = event.ctrlKey || event.metaKey;
  if (command && event.shiftKey && event.code === "KeyH") return keys.onHangUp;
  if (command || event.altKey || isElsewhere(event.target)) return undefined;
  switch (event.code) {
    case "KeyM":
      return keys.onMute;
    case "KeyV":
      return keys.onCamera;
    case "KeyS":
      return keys.onScreen;
    case "KeyH":
      return keys.onHold;
    case "Escape":
      return keys.onEscape;
    default:
      return undefined;
  }
}

/** In a field, or in a sheet over the call, which has an Esc of its own. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const dialog = target.closest('[role="dialog"]');
  return (
    target.isContentEditable ||
    ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName) ||
    (dialog !== null && !dialog.matches("[data-call-phase], [data-group-call]"))
  );
}
