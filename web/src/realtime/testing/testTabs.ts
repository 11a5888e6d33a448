/** The tabs of one browser, without a browser. */
import { createListeners } from "@/lib/listeners";
import type { TabMessage, Tabs } from "../tabMessages";

export interface TestTabs extends Tabs {
  /** What this tab told the others. */
  readonly posted: TabMessage[];
  /** Another tab says something. */
  hear(message: TabMessage): void;
}

export function createTestTabs(): TestTabs {
  const listeners = createListeners<TabMessage>();
  const posted: TabMessage[] = [];
  return {
    posted,
    post: (message) => void posted.push(message),
    listen: listeners.add,
    hear: listeners.tell,
  };
}
