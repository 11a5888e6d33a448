/**
 * The page's side of its service worker: registers it once the page stands, hears when a newer version waits, and where
 * a touched notification leads.
 */
import { createListeners } from "@/lib/listeners";
import { logger } from "@/lib/logger";
import type { PageWord, WorkerWord } from "@/lib/workerMessages";

const WORKER = "/sw.js";
/** The first screen has the line to itself. */
const START_AFTER_MS = 4_000;
/** A page that stays open for days hears of a new version. */
const LOOK_EVERY_MS = 60 * 60_000;

const changes = createListeners<void>();
const words = createListeners<WorkerWord>();
let waiting: ServiceWorker | null = null;
let takingOver = false;
let started = false;

/** Called once, when the page starts. */
export function startAppWorker(): void {
  if (started || !import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  started = true;
  const container = navigator.serviceWorker;
  container.addEventListener("message", (event) => hear(event.data as WorkerWord));
  container.addEventListener("controllerchange", () => {
    // Only where somebody agreed: another page may be in a call.
    if (takingOver) location.reload();
  });
  setTimeout(() => void register(container), START_AFTER_MS);
}

async function register(container: ServiceWorkerContainer): Promise<void> {
  try {
    const options: RegistrationOptions = { scope: "/", updateViaCache: "none" };
    // Where workers are switched off, some browsers give nothing at all.
    const registration = (await container.register(WORKER, options)) as
      ServiceWorkerRegistration | undefined;
    if (registration !== undefined) follow(registration);
  } catch (caught) {
    logger.warn("the service worker could not be registered", { caught: String(caught) });
  }
}

function follow(registration: ServiceWorkerRegistration): void {
  const look = (): void => {
    const next = registration.waiting;
    // The first version of all has nothing to replace.
    if (next === waiting || navigator.serviceWorker.controller === null) return;
    waiting = next;
    changes.tell();
  };
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
  const update = (): void => void registration.update().catch(() => undefined);
  setInterval(update, LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) update();
  });
  look();
}

/** For `useSyncExternalStore`: whether a newer version of the page waits. */
export const newerVersion = {
  subscribe: changes.add,
  waits: (): boolean => waiting !== null,
  /** Loads the page anew as that version. What is unsent is kept and sent by it. */
  takeOver(): void {
    takingOver = true;
    waiting?.postMessage({ type: "takeOver" } satisfies PageWord);
  },
};

/** What was said before anybody listened: a notification was touched while the page still loads. */
let unheard: WorkerWord[] | null = [];

function hear(word: WorkerWord): void {
  if (unheard === null) words.tell(word);
  else unheard.push(word);
}

/** What the worker says. */
export function onWorkerWord(listener: (word: WorkerWord) => void): () => void {
  const stop = words.add(listener);
  const early = unheard ?? [];
  unheard = null;
  for (const word of early) words.tell(word);
  return stop;
}

/** The worker that is in charge, once there is one; `null` where there can be none. */
export async function workerRegistration(): Promise<ServiceWorkerRegistration | null> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return null;
  const known = await navigator.serviceWorker.getRegistration();
  if (known === undefined) await register(navigator.serviceWorker);
  const registered = await navigator.serviceWorker.getRegistration();
  return registered === undefined ? null : navigator.serviceWorker.ready;
}

/** Takes away what stands there about a chat: somebody reads it. */
export async function clearNotifications(chatId: string): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  // Safari has notifications only for some pages, and says so by throwing.
  const shown = await registration?.getNotifications({ tag: `chat-${chatId}` }).catch(() => []);
  for (const notification of shown ?? []) notification.close();
}

/** The number on the app's icon. */
export function showBadge(count: number): void {
  if (!("setAppBadge" in navigator)) return;
  const shown = count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge();
  shown.catch(() => undefined);
}
