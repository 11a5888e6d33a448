/** Which of our shortcuts a key press is. By the key's place where letters differ by layout. */

export type Shortcut = "search" | "compose" | "help" | "escape";

export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** `typing`: the focus is where keys write text. */
export function shortcutOf(press: KeyPress, typing: boolean): Shortcut | null {
  const isCommand = (press.ctrlKey || press.metaKey) && !press.altKey && !press.shiftKey;
  if (isCommand) return press.code === "KeyK" ? "search" : null;
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.key === "Escape") return "escape";
  if (typing) return null;
  if (press.key === "?") return "help";
  const isSlash = press.key === "/" || (press.code === "Slash" && !press.shiftKey);
  return isSlash ? "compose" : null;
}
