import type { Format } from "./editText";

/** By the key's place, so that it works in either alphabet. */
const FORMAT_BY_KEYS: Readonly<Record<string, Format>> = {
  KeyB: "bold",
  KeyI: "italic",
  "Shift KeyX": "strike",
  "Shift KeyM": "code",
  "Shift KeyP": "spoiler",
};

type Press = Pick<KeyboardEvent, "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** The format that a key press asks for. */
export function formatOfKey(press: Press): Format | null {
  if (!(press.ctrlKey || press.metaKey) || press.altKey) return null;
  return FORMAT_BY_KEYS[`${press.shiftKey ? "Shift " : ""}${press.code}`] ?? null;
}
