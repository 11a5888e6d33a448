/** How this person wants to see group calls on this device. */
import type { Layout } from "./arrange";

const KEY = "zvonilka.groupLayout";

export const keptLayout = {
  read(): Layout {
    try {
      return localStorage.getItem(KEY) === "speaker" ? "speaker" : "grid";
    } catch {
      // Storage is off: every call begins with the grid.
      return "grid";
    }
  },
  write(layout: Layout): void {
    try {
      localStorage.setItem(KEY, layout);
    } catch {
      // As above.
    }
  },
};
