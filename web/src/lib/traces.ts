/** What a person leaves on a device besides the offline cache, and what becomes of it when they are gone. */

const OURS = "zvonilka.";
/** What the next person at this device has of it: looks, microphones, and what was explained here already. */
const OF_THE_DEVICE: ReadonlySet<string> = new Set([
  "zvonilka.theme",
  "zvonilka.language",
  "zvonilka.calls.devices",
  "zvonilka.calls.permissionExplained",
  "zvonilka.plainNoticeRead",
  "zvonilka.pushAsked",
  // The guards keep it for whoever was signed out by the server, and drop it with a log-out.
  "zvonilka.wanted",
  // Until the server has heard of the log-out.
  "zvonilka.logoutPending",
]);
/** What another app shared and no chat got (`worker/shared.ts`). */
const SHARED_CACHE = "zvonilka-shared";

/** Forgets what was the person's: what is new here goes, too, unless it is named as the device's. */
export async function forgetTraces(): Promise<void> {
  forgetIn(() => localStorage);
  forgetIn(() => sessionStorage);
  await Promise.allSettled([forgetShared(), closeNotifications()]);
}

function forgetIn(open: () => Storage): void {
  try {
    const storage = open();
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
    for (const key of keys) {
      if (key?.startsWith(OURS) === true && !OF_THE_DEVICE.has(key)) storage.removeItem(key);
    }
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

async function forgetShared(): Promise<void> {
  if ("caches" in globalThis) await caches.delete(SHARED_CACHE);
}

/** They say who wrote, and what. */
async function closeNotifications(): Promise<void> {
  const worker = (globalThis.navigator as Partial<Navigator> | undefined)?.serviceWorker;
  const registration = await worker?.getRegistration();
  for (const shown of (await registration?.getNotifications?.()) ?? []) shown.close();
  if ("clearAppBadge" in globalThis.navigator) await navigator.clearAppBadge();
}
