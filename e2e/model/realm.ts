/**
 * One device without a screen: the page's own client (everything below React) with a network that can be cut, storage
 * that outlives a reload, and nothing of the other devices. Each start evaluates the client anew, as a reload does.
 */
import "fake-indexeddb/auto";
import path from "node:path";
import { build } from "esbuild";
import { IDBFactory } from "fake-indexeddb";
import WebSocket from "ws";
import type { Messenger } from "../../web/src/realtime/messenger.ts";

const WEB = path.resolve(import.meta.dirname, "../../web");

/** The client as one script, built once for all devices. */
export async function buildClient(): Promise<string> {
  const result = await build({
    entryPoints: [path.join(WEB, "src/realtime/createMessenger.ts")],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "client",
    target: "es2022",
    alias: { "@": path.join(WEB, "src") },
    define: { "import.meta.env": '{"MODE":"model"}', "import.meta.url": '"http://localhost/"' },
    logLevel: "error",
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error("the client was not built");
  return file.text;
}

interface Listening {
  addEventListener: (type: string, listener: () => void) => void;
}

/** What a browser keeps of a site when the page is closed. */
class Storage {
  private readonly items = new Map<string, string>();
  getItem = (key: string): string | null => this.items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.items.set(key, value);
  removeItem = (key: string): void => void this.items.delete(key);
}

/** The cache of requests that screens make; there are no screens here. */
const NO_QUERIES = {
  removeQueries: () => undefined,
  refetchQueries: () => Promise.resolve(),
  getMutationCache: () => ({ clear: () => undefined }),
};

export class Device {
  private readonly disk = new IDBFactory();
  private readonly storage = new Storage();
  private readonly cookies = new Map<string, string>();
  private readonly sockets = new Set<WebSocket>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private online = true;
  /** Grows with every start: what an earlier page still does goes nowhere. */
  private page = 0;
  private running: Messenger | undefined;

  constructor(
    readonly name: string,
    private readonly script: string,
    private readonly origin: string,
  ) {}

  get messenger(): Messenger {
    if (this.running === undefined) throw new Error(`${this.name} is not started`);
    return this.running;
  }

  /** Opens the page. */
  async start(): Promise<void> {
    this.page += 1;
    const realm = this.realm(this.page);
    const names = Object.keys(realm);
    // The script sees these instead of Node's own; `globalThis` among them.
    const evaluate = new Function(...names, `${this.script}\nreturn client;`) as (...values: unknown[]) => {
      createMessenger(parts: { queryClient: typeof NO_QUERIES }): Messenger;
    };
    const client = evaluate(...names.map((name) => realm[name]));
    this.running = client.createMessenger({ queryClient: NO_QUERIES });
    await this.running.session.boot();
  }

  /** Closes the page at once and opens it again: what was not stored is gone. */
  async reload(): Promise<void> {
    this.close();
    await this.start();
  }

  /** Closes the page for good. */
  close(): void {
    this.page += 1;
    for (const socket of this.sockets) socket.terminate();
    this.sockets.clear();
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  /** The network goes away without a word. */
  cut(): void {
    this.online = false;
    for (const socket of this.sockets) socket.terminate();
  }

  heal(): void {
    this.online = true;
    this.messenger.connection.reconnect();
  }

  private realm(page: number): Record<string, unknown> {
    const isCurrent = () => page === this.page;
    const nothing: Listening = { addEventListener: () => undefined };
    const location = { origin: this.origin, protocol: "http:", reload: () => undefined };
    // What a page has set to happen later ends with it.
    const later =
      (timer: typeof setTimeout | typeof setInterval) =>
      (run: () => void, ms?: number): NodeJS.Timeout => {
        const id = timer(() => {
          if (isCurrent()) run();
        }, ms);
        this.timers.add(id);
        return id;
      };
    const own: Record<string, unknown> = {
      ...nothing,
      indexedDB: pageDisk(this.disk, isCurrent),
      localStorage: this.storage,
      location,
      navigator: { onLine: true, languages: ["ru"], locks: undefined },
      document: { ...nothing, hidden: false, documentElement: {} },
      BroadcastChannel: class {
        addEventListener = () => undefined;
        postMessage = () => undefined;
        close = () => undefined;
      },
      WebSocket: this.socketClass(isCurrent),
      fetch: (input: string, init?: RequestInit) => this.fetch(isCurrent, input, init),
      setTimeout: later(setTimeout),
      setInterval: later(setInterval),
    };
    const globalOfPage = Object.assign(Object.create(globalThis) as object, own);
    return { ...own, globalThis: globalOfPage, window: globalOfPage, self: globalOfPage };
  }

  private socketClass(isCurrent: () => boolean): unknown {
    const device = this;
    return function open(address: string): WebSocket {
      const reachable = device.online && isCurrent();
      // Nobody listens on the discard port: the attempt fails as it does without a network.
      const socket = new WebSocket(reachable ? address : "ws://127.0.0.1:9/", { origin: device.origin });
      socket.on("error", () => undefined);
      device.sockets.add(socket);
      socket.on("close", () => device.sockets.delete(socket));
      return socket;
    };
  }

  private async fetch(isCurrent: () => boolean, input: string, init: RequestInit = {}): Promise<Response> {
    if (!this.online || !isCurrent()) throw new TypeError("no network");
    const headers = new Headers(init.headers);
    headers.set("Origin", this.origin);
    if (this.cookies.size > 0) {
      headers.set("Cookie", [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    }
    const response = await fetch(input, { ...init, headers });
    // A page that was closed while the answer came never hears it; the browser keeps the cookie all the same.
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";", 1);
      const at = pair.indexOf("=");
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    if (!isCurrent() || !this.online) throw new TypeError("no network");
    return response;
  }
}

/** The device's disk for as long as the page is open: a closed page writes no more. */
function pageDisk(disk: IDBFactory, isCurrent: () => boolean): IDBFactory {
  return new Proxy(disk, {
    get(target, key) {
      if (!isCurrent()) throw new Error("the page is closed");
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
