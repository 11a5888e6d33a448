/**
 * The service worker: the page without a network, and what is told while no page is open.
 *
 * It answers for the page's own files, and takes in what other apps share. What people say and hear goes to the server past it, and is
 * kept by the page itself (`realtime/offline.ts`).
 */
import type { PageWord } from "@/lib/workerMessages";
import { install, answer, tidyUp } from "./pageFiles";
import { takeIn } from "./shared";
import { pushed, renewSubscription, touched } from "./notifications";

declare const self: ServiceWorkerGlobalScope;

self.addEventListener("install", (event) => event.waitUntil(install()));

self.addEventListener("activate", (event) => {
  // Pages that are open already are served by it too: what they fetch later must be there.
  event.waitUntil(tidyUp().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const response = takeIn(event.request) ?? answer(event.request);
  if (response !== null) event.respondWith(response);
});

self.addEventListener("message", (event) => {
  // A new version waits until the person agrees: a page must not change under a call.
  const word = event.data as PageWord | null;
  if (word?.type === "takeOver") event.waitUntil(self.skipWaiting());
});

self.addEventListener("push", (event) => event.waitUntil(pushed(event)));
self.addEventListener("notificationclick", (event) => event.waitUntil(touched(event)));
self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(renewSubscription(event));
});
