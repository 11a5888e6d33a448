/** Whether and how this device is told of things while no page is open. */
import { request } from "@/api/client";
import type { PushKey, PushState } from "@/api/types";
import { createListeners } from "@/lib/listeners";
import { workerRegistration } from "./appWorker";
import { deviceKind } from "./deviceKind";
import { isInstalled, systemOf } from "./platform";

/** Where this device stands. */
export type PushStanding =
  /** Nobody has looked yet. */
  | "unknown"
  /** The page came without encryption. */
  | "insecure"
  /** On iOS only what was put on the home screen is told anything. */
  | "needsInstall"
  /** The browser cannot, or the owner of the server switched it off. */
  | "impossible"
  /** The person said no, and only the browser's own settings change that. */
  | "denied"
  | "off"
  | "on";

const changes = createListeners<void>();
let standing: PushStanding = "unknown";

/** For `useSyncExternalStore`. */
export const pushStanding = { subscribe: changes.add, get: (): PushStanding => standing };

function stand(next: PushStanding): PushStanding {
  if (next !== standing) {
    standing = next;
    changes.tell();
  }
  return next;
}

/** What can be told without asking anybody. */
function withoutAsking(): PushStanding | null {
  if (!window.isSecureContext) return "insecure";
  if (
    !("serviceWorker" in navigator) ||
    !("PushManager" in window) ||
    !("Notification" in window)
  ) {
    return systemOf() === "ios" && !isInstalled() ? "needsInstall" : "impossible";
  }
  return Notification.permission === "denied" ? "denied" : null;
}

/** Looks where this device stands; says it to the server when the browser's address is another one than it has. */
export async function lookAtPush(language: "ru" | "en"): Promise<PushStanding> {
  const plain = withoutAsking();
  if (plain !== null) return stand(plain);
  const registration = await workerRegistration();
  if (registration === null) return stand("impossible");
  const subscription = await registration.pushManager.getSubscription();
  if (subscription === null || Notification.permission !== "granted") return stand("off");
  const { endpoint } = await request<PushState>("/api/push/subscriptions");
  if (endpoint !== subscription.endpoint) await tellServer(subscription, language);
  return stand("on");
}

/** Asks for permission and subscribes. To be called by a touch: browsers ask for nothing otherwise. */
export async function switchPushOn(language: "ru" | "en"): Promise<PushStanding> {
  const plain = withoutAsking();
  if (plain !== null) return stand(plain);
  const permission = await Notification.requestPermission();
  if (permission !== "granted") return stand(permission === "denied" ? "denied" : "off");
  const registration = await workerRegistration();
  const { key } = await request<PushKey>("/api/push/key");
  if (registration === null || key == null) return stand("impossible");
  await tellServer(await subscribe(registration.pushManager, fromBase64Url(key)), language);
  return stand("on");
}

async function subscribe(
  manager: PushManager,
  key: Uint8Array<ArrayBuffer>,
): Promise<PushSubscription> {
  const wanted: PushSubscriptionOptionsInit = { userVisibleOnly: true, applicationServerKey: key };
  try {
    return await manager.subscribe(wanted);
  } catch (caught) {
    // One for another server's key, from before the server was set up anew.
    const old = await manager.getSubscription();
    if (old === null) throw caught;
    await old.unsubscribe();
    return manager.subscribe(wanted);
  }
}

async function tellServer(subscription: PushSubscription, language: "ru" | "en"): Promise<void> {
  const { keys } = subscription.toJSON();
  const { endpoint } = subscription;
  const body = { endpoint, keys, language, device: deviceKind(), origin: location.origin };
  await request("/api/push/subscriptions", { method: "POST", body });
}

/** Nothing more is told here. */
export async function switchPushOff(): Promise<PushStanding> {
  await request("/api/push/subscriptions", { method: "DELETE" });
  await forgetPush();
  return stand("off");
}

/** Lets go of the browser's address: whoever signs in next begins anew. */
export async function forgetPush(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager?.getSubscription();
  await subscription?.unsubscribe().catch(() => undefined);
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}
