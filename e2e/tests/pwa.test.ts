/** The installed app: it opens without a network, is told of things while nobody looks, and changes its version when asked to. */
import assert from "node:assert/strict";
import { createServer, request, type IncomingMessage, type Server as HttpServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import type { Browser, Page, Worker } from "playwright-core";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { callDevice } from "../support/couple.ts";
import { startCall } from "../support/incall.ts";
import { hears } from "../support/media.ts";
import {
  ANNA,
  BORIS,
  bubbles,
  chatRow,
  composer,
  eventually,
  openDirectChat,
  openFamilyChat,
  registerByLink,
  seesOnce,
  send,
} from "../support/people.ts";
import { choosePhoto, pictureFile } from "../support/pictures.ts";
import { Server } from "../support/server.ts";

/** What a worker has, as far as these tests ask it; the browser's own types are those of pages. */
interface WorkerScope {
  registration: ServiceWorkerRegistration;
  dispatchEvent(event: Event): boolean;
}

interface Shown {
  title: string;
  body: string;
  tag: string;
  actions: number;
  icon: string;
}

let browser: Browser;
let server: Server;
let anna: Page;

before(async () => {
  browser = await launchBrowser();
  server = await Server.start();
  anna = await newDevice(browser, server.url);
  await registerByLink(anna, server, ANNA);
});

after(async () => {
  await browser.close();
  await server.dispose();
});

/** The page's worker, once it has all files of the page. */
async function workerOf(page: Page): Promise<Worker> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  const [worker] = page.context().serviceWorkers();
  assert.ok(worker, "the page has a worker");
  return worker;
}

/**
 * Counts in the worker what it has shown. Whoever asks Chromium for the list while a notification is being shown makes
 * it forget that one, so the tests ask after this number rose.
 */
function countShowings(worker: Worker): Promise<void> {
  return worker.evaluate(`(() => {
    const { registration } = globalThis;
    const show = registration.showNotification.bind(registration);
    globalThis.showings = 0;
    registration.showNotification = (...what) => show(...what).then(() => { globalThis.showings += 1; });
  })()`);
}

/** The system's list, once so many notifications were shown. */
async function shownAfter(worker: Worker, showings: number): Promise<Shown[]> {
  await eventually(
    () => worker.evaluate<number>("globalThis.showings"),
    (counted) => counted === showings,
    `${showings} notifications were shown`,
  );
  return shown(worker);
}

/** Gives the person a photo; returns its id. */
async function myPhoto(page: Page): Promise<string> {
  await page.goto("/settings/profile");
  const buffer = await pictureFile(page, { width: 300, height: 300, hue: 20 });
  await choosePhoto(page, { name: "me.jpg", mimeType: "image/jpeg", buffer });
  const address = await page.locator('img[src*="/api/files/"]').first().getAttribute("src");
  const id = /files\/([^/]+)/.exec(address ?? "")?.[1];
  assert.ok(id, `the photo stands there: ${address}`);
  await page.goto("/");
  return id;
}

/** What stands in the system's list of notifications. */
function shown(worker: Worker): Promise<Shown[]> {
  return worker.evaluate(async () => {
    const { registration } = globalThis as unknown as WorkerScope;
    const notifications = await registration.getNotifications();
    return notifications.map((one) => ({
      title: one.title,
      body: one.body,
      tag: one.tag,
      actions: (one as Notification & { actions: unknown[] }).actions.length,
      icon: one.icon,
    }));
  });
}

describe("without a network", () => {
  it("opens after a cold start with its chats, and sends later what is written", async () => {
    const first = await newDevice(browser, server.url, { viewport: PHONE, serviceWorker: true });
    await registerByLink(first, server, BORIS);
    await openFamilyChat(first);
    await send(first, "До обрыва");
    await seesOnce(first, "До обрыва");
    await workerOf(first);
    // What is on the screen is on the disk a moment later.
    await eventually(
      () => first.evaluate(() => navigator.serviceWorker.controller !== null),
      (controlled) => controlled,
      "the worker serves the page",
    );
    const context = first.context();
    await first.close();
    await context.setOffline(true);
    const cold = await context.newPage();
    await cold.goto("/chats");
    await chatRow(cold, "Семья").click();
    await bubbles(cold, "До обрыва").first().waitFor();
    await send(cold, "Без сети");
    await seesOnce(cold, "Без сети");
    await context.setOffline(false);
    await openFamilyChat(anna);
    await seesOnce(anna, "Без сети");
    await context.close();
  });
});

describe("what can be installed", () => {
  it("has a manifest and icons that the browser takes", async () => {
    const session = await anna.context().newCDPSession(anna);
    const { errors, data } = await session.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    const manifest = JSON.parse(data ?? "{}") as {
      name: string;
      icons: { src: string; sizes: string; purpose?: string; type: string }[];
    };
    assert.equal(manifest.name, "Звонилка");
    const english = await newDevice(browser, server.url, { locale: "en-US" });
    await english.goto("/login");
    await english.getByRole("heading").first().waitFor();
    const link = await english.locator("link[rel=manifest]").getAttribute("href");
    const inEnglish = (await (await english.request.get(link ?? "")).json()) as { name: string };
    assert.equal(inEnglish.name, "Zvonilka");
    await english.context().close();
    assert.ok(manifest.icons.some(({ purpose }) => purpose === "maskable"));
    for (const { src, sizes, type } of manifest.icons.filter((icon) => icon.type === "image/png")) {
      const size = await anna.evaluate(async (address) => {
        const picture = await createImageBitmap(await (await fetch(address)).blob());
        return `${String(picture.width)}x${String(picture.height)}`;
      }, src);
      assert.equal(size, sizes, src);
      assert.equal((await anna.request.get(src)).headers()["content-type"], type);
    }
    const worker = await anna.request.get("/sw.js");
    assert.equal(worker.headers()["cache-control"], "no-cache");
  });
});

describe("a push", () => {
  it("becomes a notification while nobody looks, which leads where it should", async () => {
    const page = await newDevice(browser, server.url, { serviceWorker: true });
    const context = page.context();
    await context.grantPermissions(["notifications"], { origin: server.url });
    await registerByLink(page, server, { login: "vera", name: "Вера" });
    const photo = await myPhoto(page);
    await openDirectChat(page, ANNA);
    const chat = new URL(page.url()).pathname;
    const chatId = chat.split("/").at(-1) ?? "";
    const worker = await workerOf(page);
    await countShowings(worker);
    const session = await context.newCDPSession(page);
    const registrationId = await new Promise<string>((resolve) => {
      session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        const [registration] = registrations;
        if (registration !== undefined) resolve(registration.registrationId);
      });
      void session.send("ServiceWorker.enable");
    });
    const push = (kind: string, path: string, tag: string, extra: object = {}) =>
      session.send("ServiceWorker.deliverPushMessage", {
        origin: server.url,
        registrationId,
        data: JSON.stringify({
          web_push: 8030,
          mutable: true,
          notification: {
            title: "Анна",
            body: kind,
            lang: "ru",
            tag,
            silent: kind === "over",
            navigate: server.url + path,
            data: { kind, path, ...extra },
          },
        }),
      });
    // The page is open and seen: it shows the message itself.
    await push("message", chat, `chat-${chatId}`);
    await push("test", "/settings/notifications", "test");
    const whileSeen = await shownAfter(worker, 1);
    assert.deepEqual(
      whileSeen.map(({ tag }) => tag),
      ["test"],
    );
    await push("test", "/call/echo", "test", { rings: true });
    const [testCall] = await shownAfter(worker, 2);
    assert.equal(testCall?.actions, 2, "a test call looks like a call");
    // Nobody looks at a page of ours.
    await page.goto("about:blank");
    await push("ring", "/call/1", "call-1", { callId: "1", photo });
    const ringing = (await shownAfter(worker, 3)).find(({ tag }) => tag === "call-1");
    assert.equal(ringing?.actions, 2, "answer and decline");
    assert.match(ringing.icon, /^data:image\/\w+;base64,.{500}/, "with the caller's photo");
    await push("over", chat, "call-1");
    await push("message", chat, `chat-${chatId}`, { photo: "is-gone" });
    const later = await shownAfter(worker, 5);
    const message = later.find(({ body }) => body === "message");
    assert.match(message?.icon ?? "", /icon-192\.png$/, "a photo that cannot be had is none");
    assert.deepEqual(
      later.map(({ body }) => body).sort(),
      ["message", "over", "test"],
      "the word about the call took the place of the one before",
    );
    // The page is open somewhere else by now; the notification brings it to the chat without loading it anew.
    await page.goto("/people");
    await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
    await worker.evaluate(async (tag) => {
      const scope = globalThis as unknown as WorkerScope;
      const [notification] = await scope.registration.getNotifications({ tag });
      const Touch = (globalThis as unknown as { NotificationEvent: typeof Event }).NotificationEvent;
      scope.dispatchEvent(new Touch("notificationclick", { notification } as EventInit));
    }, `chat-${chatId}`);
    await page.waitForURL(`**${chat}`);
    await composer(page).waitFor();
    assert.equal(await page.evaluate(() => "sameDocument" in globalThis), true);
    // Read now: nothing is left of it.
    await eventually(
      () => shown(worker),
      (list) => list.every(({ tag }) => tag !== `chat-${chatId}`),
      "the chat's notification is put away",
    );
    // A call that began to ring while nobody looked, and was answered in the page since: it does not ring on.
    await page.goto("about:blank");
    await push("ring", "/call/2", "call-2", { callId: "2" });
    const isCall = ({ tag }: { tag: string }): boolean => tag === "call-2";
    assert.ok((await shownAfter(worker, 6)).some(isCall), "the second call shows");
    await page.goto("/people");
    await push("over", chat, "call-2");
    await eventually(
      () => shown(worker),
      (list) => !list.some(isCall),
      "the second call is taken back",
    );
    await context.close();
  });
});

describe("a call that a notification told of", () => {
  it("is answered from there, and both hear each other", async () => {
    const dasha = await callDevice(browser, server);
    const egor = await callDevice(browser, server, { serviceWorker: true });
    const ringing = new Promise<string>((resolve) => {
      egor.on("websocket", (socket) => {
        socket.on("framereceived", ({ payload }) => {
          const frame = JSON.parse(String(payload)) as { type: string; data: { call: { id: string } } };
          if (frame.type === "call:incoming") resolve(frame.data.call.id);
        });
      });
    });
    await registerByLink(dasha, server, { login: "dasha", name: "Даша" });
    await registerByLink(egor, server, { login: "egor", name: "Егор" });
    const worker = await workerOf(egor);
    await openDirectChat(dasha, { login: "egor", name: "Егор" });
    await startCall(dasha, "Аудиозвонок");
    const callId = await ringing;
    // As if the person had touched "Answer" on the notification of this call.
    const data = { kind: "ring", path: `/call/${callId}`, callId };
    await worker.evaluate(`(() => {
      const notification = { data: ${JSON.stringify(data)}, close: () => undefined };
      const touch = new Event("notificationclick");
      const more = { notification, action: "answer", waitUntil: (work) => work };
      globalThis.dispatchEvent(Object.assign(touch, more));
    })()`);
    await Promise.all([hears(dasha), hears(egor)]);
    await dasha.context().close();
    await egor.context().close();
  });
});

describe("a new version", () => {
  it("waits until somebody agrees, and then the page runs it", async () => {
    const front = new Front(server.port);
    const url = await front.listen();
    const page = await newDevice(browser, url, { serviceWorker: true });
    await registerByLink(page, server, { login: "gleb", name: "Глеб" });
    await workerOf(page);
    await page.reload();
    const controlled = () => page.evaluate(() => navigator.serviceWorker.controller !== null);
    await eventually(controlled, (it) => it, "the worker serves the page", 60_000);
    front.version = 2;
    await page.evaluate(async () => {
      await (await navigator.serviceWorker.getRegistration())?.update();
    });
    const update = page.getByRole("button", { name: "Обновить" });
    await update.waitFor();
    await page.evaluate(() => Object.assign(globalThis, { former: true }));
    await update.click();
    await eventually(
      () => page.evaluate(() => "former" in globalThis).catch(() => true),
      (former) => !former,
      "the page is loaded anew",
    );
    await page.getByRole("searchbox", { name: "Поиск по чатам" }).waitFor();
    assert.equal(await update.count(), 0);
    await page.context().close();
    front.close();
  });
});

/** In front of the server: the same page, with a worker of another version when it is told so. */
class Front {
  version = 1;
  private readonly front: HttpServer;

  constructor(port: number) {
    this.front = createServer((incoming, answer) => {
      const { method = "GET", url = "/", headers } = incoming;
      const plain = { ...headers, "accept-encoding": "identity" };
      const passed = request({ port, host: "127.0.0.1", method, path: url, headers: plain }, (from) => {
        this.answer(url, from, (status, head, body) => answer.writeHead(status, head).end(body));
      });
      passed.on("error", () => answer.destroy());
      incoming.pipe(passed);
    });
    this.front.on("upgrade", (incoming, socket) => {
      const line = connect(port, "127.0.0.1", () => {
        const head = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${String(value)}`);
        line.write(`GET ${incoming.url ?? "/"} HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n`);
        line.pipe(socket).pipe(line);
      });
      line.on("error", () => socket.destroy());
      socket.on("error", () => line.destroy());
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.front.listen(0, "127.0.0.1", resolve));
    return `http://localhost:${String((this.front.address() as AddressInfo).port)}`;
  }

  close(): void {
    this.front.closeAllConnections();
    this.front.close();
  }

  private answer(
    url: string,
    from: IncomingMessage,
    send: (status: number, head: Record<string, string | string[]>, body: Buffer) => void,
  ): void {
    const pieces: Buffer[] = [];
    from.on("data", (piece: Buffer) => pieces.push(piece));
    from.on("end", () => {
      const { "content-length": _, etag: __, "transfer-encoding": ___, ...head } = from.headers;
      const isWorker = url === "/sw.js";
      const more = isWorker ? `\n// version ${String(this.version)}\n` : "";
      const body = Buffer.concat([...pieces, Buffer.from(more)]);
      send(from.statusCode ?? 502, head as Record<string, string | string[]>, body);
    });
  }
}
