/** How this person wants group calls on this device. Without storage every call begins as the first one. */
import type { Layout } from "./arrange";

const LAYOUT = "zvonilka.groupLayout";
const SOUNDS = "zvonilka.groupSounds";

export const kept = {
  layout: (): Layout => (read(LAYOUT) === "speaker" ? "speaker" : "grid"),
  keepLayout: (layout: Layout) => write(LAYOUT, layout),
  /** Whether it sounds when somebody comes or goes. */
  sounds: (): boolean => read(SOUNDS) !== "off",
  keepSounds: (on: boolean) => write(SOUNDS, on ? "on" : "off"),
};

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As it was, in the next call.
  }
}
