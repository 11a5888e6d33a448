/** Notifications: shown, replaced, touched. What they say was written by the server, in the person's language. */
import type { PushData, WorkerWord } from "@/lib/workerMessages";
import { photoOf } from "./photo";

declare const self: ServiceWorkerGlobalScope;

/** What a push carries: the form of Declarative Web Push. */
interface Told {
  title: string;
  options: ShownOptions;
  data: PushData;
}

/** What browsers take and TypeScript does not know of yet. */
interface ShownOptions extends NotificationOptions {
  actions?: { action: string; title: string }[];
  renotify?: boolean;
  vibrate?: number[];
}

const BUTTONS = {
  ru: { answer: "Ответить", decline: "Отклонить" },
  en: { answer: "Answer", decline: "Decline" },
};
const RING_PATTERN = [400, 200, 400, 900, 400, 200, 400, 900, 400, 200, 400];
/** What counts on the app's icon. */
const COUNTED: readonly string[] = ["message", "mention", "missed", "request"];

let turn: Promise<void> = Promise.resolve();

/**
 * One after the other: a browser that lists the notifications while another one is being shown takes that one for
 * closed, forgets what it was about, and touching it does nothing (seen in Chromium).
 */
function inTurn(work: () => Promise<void>): Promise<void> {
  turn = turn.then(work, work);
  return turn;
}

/** Something came from the server: it is shown, unless somebody looks at the page, which shows it already. */
export async function pushed(event: PushEvent): Promise<void> {
  const told = read(event);
  if (told === null) return;
  const { options, data } = told;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const looks = pages.some((page) => page.visibilityState === "visible");
  // Safari gives the permission back when nothing is shown.
  const isSeen = looks && data.kind !== "test" && !isSafari();
  await inTurn(() => (isSeen ? takeBack(options.tag) : show(told)));
  if (isSeen) return;
  if (data.kind === "test") tell(pages, { type: "tested" });
  if (data.kind === "ring" && data.ticket !== undefined) await say(data.ticket, "rings");
}

async function show({ title, options, data }: Told): Promise<void> {
  const photo = data.photo === undefined ? null : await photoOf(data.photo);
  await self.registration.showNotification(
    title,
    photo === null ? options : { ...options, icon: photo },
  );
  await count();
}

/** What was shown while nobody looked is outdated: a call that was answered in the page would ring on. */
async function takeBack(tag: string | undefined): Promise<void> {
  if (tag === undefined) return;
  for (const old of await self.registration.getNotifications({ tag })) old.close();
  await count();
}

function read(event: PushEvent): Told | null {
  try {
    const { notification } = event.data?.json() as { notification: Record<string, unknown> };
    const { title, body, tag, lang, icon, silent } = notification as Record<string, string> & {
      silent: boolean;
    };
    const data = notification["data"] as PushData;
    if (title === undefined) return null;
    const options: ShownOptions = {
      body: body ?? "",
      tag: tag ?? data.kind,
      lang: lang ?? "",
      icon: icon ?? "/icons/icon-192.png",
      badge: "/icons/badge-96.png",
      silent,
      data,
    };
    return { title, options: { ...options, ...asItRings(data, lang ?? "", silent) }, data };
  } catch {
    // Not ours, or of a version that says it otherwise.
    return null;
  }
}

function asItRings(data: PushData, lang: string, silent: boolean): ShownOptions {
  if (data.kind !== "ring" && data.rings !== true) return { renotify: !silent };
  const { answer, decline } = lang === "en" ? BUTTONS.en : BUTTONS.ru;
  return {
    requireInteraction: true,
    renotify: true,
    vibrate: RING_PATTERN,
    actions: [
      { action: "answer", title: answer },
      { action: "decline", title: decline },
    ],
  };
}

/** Somebody touched a notification: the page opens at what it is about. */
export async function touched({ notification, action }: NotificationEvent): Promise<void> {
  const data = notification.data as PushData;
  notification.close();
  await Promise.all([inTurn(count), follow(data, action)]);
}

async function follow(data: PushData, action: string): Promise<void> {
  if (action === "decline") {
    // A test call has no ticket, and nobody to tell.
    if (data.ticket !== undefined) await say(data.ticket, "decline");
    return;
  }
  const path = action === "answer" ? `${data.path}?answer` : data.path;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((one) => one.visibilityState === "visible") ?? pages[0];
  if (page === undefined) {
    await self.clients.openWindow(path);
    return;
  }
  // The page that is open goes there by itself: loading it anew would end a call.
  await page.focus().catch(() => undefined);
  tell([page], { type: "open", path });
}

/** The browser has another address for this device. */
export async function renewSubscription(event: PushSubscriptionChangeEvent): Promise<void> {
  const old = event.oldSubscription;
  // Without the old one the page says it when it opens next.
  if (old === null) return;
  const options = old.options;
  const fresh = event.newSubscription ?? (await self.registration.pushManager.subscribe(options));
  const { endpoint: oldEndpoint, keys: oldKeys } = old.toJSON();
  const { endpoint, keys } = fresh.toJSON();
  await fetch("/api/push/subscriptions", {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ oldEndpoint, oldAuth: oldKeys?.["auth"], endpoint, keys }),
  });
}

/** Says what became of a call. The ticket came with it; there is no session here. */
async function say(ticket: string, answer: "rings" | "decline"): Promise<void> {
  // A call that is over by now needs no answer, and one that cannot be told rings out.
  await fetch("/api/push/answers", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ticket, answer }),
  }).catch(() => undefined);
}

function tell(pages: readonly Client[], word: WorkerWord): void {
  for (const page of pages) page.postMessage(word);
}

/** How many things wait, on the app's icon; the page corrects it when it opens. */
async function count(): Promise<void> {
  if (!("setAppBadge" in self.navigator)) return;
  const shown = await self.registration.getNotifications();
  const waiting = shown.filter(({ data }) =>
    COUNTED.includes((data as PushData | null)?.kind ?? ""),
  );
  await self.navigator.setAppBadge(waiting.length).catch(() => undefined);
}

function isSafari(): boolean {
  const { userAgent } = self.navigator;
  return userAgent.includes("AppleWebKit") && !/Chrom(e|ium)|Android|Edg/.test(userAgent);
}
