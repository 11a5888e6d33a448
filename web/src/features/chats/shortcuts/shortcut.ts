/** Which of our shortcuts a key press is. By the key's place where letters differ by layout. */

export type Shortcut = "search" | "find" | "compose" | "help" | "escape";

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
  if (isCommand) return COMMANDS[press.code] ?? null;
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.key === "Escape") return "escape";
  if (typing) return null;
  if (press.key === "?") return "help";
  const isSlash = press.key === "/" || (press.code === "Slash" && !press.shiftKey);
  return isSlash ? "compose" : null;
}

const COMMANDS: Partial<Record<string, Shortcut>> = { KeyK: "search", KeyF: "find" };
