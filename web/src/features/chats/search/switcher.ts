/** Opens the search over everything from wherever one is. */
import { createListeners } from "@/lib/listeners";

const openings = createListeners<string>();

export function openSwitcher(text: string): void {
  openings.tell(text);
}

export const fetchSwitcher = () => import("./Switcher");

/** Returns the unsubscriber. */
export function onSwitcher(listener: (text: string) => void): () => void {
  return openings.add(listener);
}
