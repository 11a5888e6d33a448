import { shortcutOf } from "../shortcuts/shortcut";

/**
 * Between a key that opens something and the moment in which it is there, the focus is still where one wrote before. Until the
 * returned function is called, what is typed changes the held text and goes nowhere else; Escape gives `null`.
 */
export function holdKeys(change: (edit: (held: string) => string | null) => void): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (isInDialog(event.target) || event.isComposing || isForBrowser(event.key)) return;
    event.stopPropagation();
    const isCommand = event.ctrlKey || event.metaKey || event.altKey;
    // With the right Alt key some layouts write letters.
    if (isCommand && !event.getModifierState("AltGraph")) {
      // A key of ours that is pressed again, or held, means something else to browsers.
      if (shortcutOf(event, true) !== null) event.preventDefault();
      return;
    }
    event.preventDefault();
    if (event.key === "Escape") change(() => null);
    else if (event.key === "Backspace") change((held) => Array.from(held).slice(0, -1).join(""));
    else if (Array.from(event.key).length === 1) change((held) => held + event.key);
  };
  // What comes by no key of its own: pasted, said, or chosen from a panel.
  const onInput = (event: InputEvent): void => {
    if (isInDialog(event.target) || event.isComposing) return;
    event.preventDefault();
    change((held) => held + (event.data ?? ""));
  };
  window.addEventListener("keydown", onKey, true);
  window.addEventListener("beforeinput", onInput, true);
  return () => {
    window.removeEventListener("keydown", onKey, true);
    window.removeEventListener("beforeinput", onInput, true);
  };
}

/** To load the page anew, to fill the screen with it, and the like. */
function isForBrowser(key: string): boolean {
  return /^F\d+$/.test(key);
}

/** What was waited for is there already. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null;
}
