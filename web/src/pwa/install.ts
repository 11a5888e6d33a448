/** Putting the app on the home screen or into the dock. */
import { createListeners } from "@/lib/listeners";
import { isInstalled, systemOf } from "./platform";

/** Of Chromium; TypeScript does not know it. */
interface InstallPrompt extends Event {
  prompt(): Promise<{ outcome: "accepted" | "dismissed" }>;
}

/** How it is done here. */
export type InstallWay =
  /** It is. */
  | "done"
  /** The browser asks, when it is told to. */
  | "prompt"
  /** By hand, in the way of this system. */
  | "ios"
  | "android"
  | "computer";

const changes = createListeners<void>();
let prompt: InstallPrompt | null = null;
let installedNow = false;

/** Called once, early: the browser offers it only once. */
export function listenForInstall(): void {
  addEventListener("beforeinstallprompt", (event) => {
    // We ask where it is explained, and not at a moment of the browser's choice.
    event.preventDefault();
    prompt = event as InstallPrompt;
    changes.tell();
  });
  addEventListener("appinstalled", () => {
    installedNow = true;
    prompt = null;
    changes.tell();
  });
}

export const installing = {
  subscribe: changes.add,
  way: (): InstallWay => {
    if (installedNow || isInstalled()) return "done";
    return prompt === null ? systemOf() : "prompt";
  },
  /** Lets the browser ask. */
  async ask(): Promise<void> {
    const asked = prompt;
    prompt = null;
    await asked?.prompt();
    changes.tell();
  },
};
