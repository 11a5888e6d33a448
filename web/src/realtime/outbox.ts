/**
 * Messages on their way. Each is stored on the device before it shows, and is sent with the same
 * `clientId` until the server has confirmed it, so that it arrives exactly once: after a cut, a
 * reload, or from another tab. One tab leads: it sends for all.
 */
import { isTransient, toFailure, type Failure } from "@/api/failure";
import type { ChatId, ClientId } from "@/api/types";
import { randomId } from "@/lib/ids";
import type { Timers } from "@/lib/timers";
import type { Cache } from "./offline";
import type { Socket } from "./socket";
import type { PendingMessage } from "./state";
import type { StateKeeper } from "./stateKeeper";
import type { Tabs } from "./tabMessages";

/** A server that accepts connections but cannot store right now is asked again after this. */
const RETRY_MS = 2_000;
/** A leading tab that the browser has put to sleep is not waited for longer than this. */
const PATIENCE_MS = 3_000;

export interface Outbox {
  /** Reads what was left by earlier pages and other tabs. */
  read(): Promise<void>;
  add(chatId: ChatId, text: string): Promise<ClientId>;
  retry(clientId: ClientId): Promise<void>;
  discard(clientId: ClientId): Promise<void>;
  /** From now on this tab sends. */
  lead(): void;
  /** Sends what waits, if this tab leads and the socket is open. */
  pump(): void;
  stop(): void;
}

export interface OutboxParts {
  keeper: StateKeeper;
  cache: Cache;
  socket: Pick<Socket, "request">;
  timers: Timers;
  tabs: Tabs;
  /** The server's time, for the moment that shows until the server has given its own. */
  serverNow: () => number;
}

export function createOutbox(parts: OutboxParts): Outbox {
  const { keeper, cache, socket, timers, tabs, serverNow } = parts;
  let leading = false;
  /** This tab does not lead, but the one that does is asleep. Sending twice is harmless. */
  let helping = false;
  let stopped = false;
  /** Chats with a message under way, or waiting for a moment that the server named. */
  const busyChats = new Set<ChatId>();
  const cancels = new Set<() => void>();
  /** What waits for the leading tab, which no new connection of this one calls off. */
  const patience = new Set<() => void>();

  const unsubscribe = tabs.listen((message) => {
    if (message.type === "outbox") void read();
  });

  async function read(): Promise<void> {
    const items = await cache.outbox();
    if (stopped) return;
    keeper.apply({ type: "outboxRead", items });
    pump();
  }

  function pump(): void {
    if ((!leading && !helping) || stopped) return;
    for (const [chatId, items] of Object.entries(keeper.get().pendingByChat)) {
      const next = items.find((item) => item.status.phase === "sending");
      if (next !== undefined && !busyChats.has(chatId)) void send(next);
    }
  }

  /** One at a time in each chat, so that they arrive in the order in which they were written. */
  async function send(item: PendingMessage): Promise<void> {
    const { chatId, clientId, text } = item;
    busyChats.add(chatId);
    try {
      const { message } = await socket.request("message:send", { chatId, clientId, text });
      await cache.takeFromOutbox(clientId);
      if (stopped) return;
      keeper.apply({ type: "acknowledged", message });
      tabs.post({ type: "outbox" });
      busyChats.delete(chatId);
      pump();
    } catch (caught) {
      if (!stopped) await notSent(item, toFailure(caught));
    }
  }

  async function notSent(item: PendingMessage, failure: Failure): Promise<void> {
    if (isTransient(failure)) {
      // The chat stays busy meanwhile; a new connection, which pumps too, clears it.
      const waitMs = failure.kind === "problem" ? (failure.retryAfterMs ?? RETRY_MS) : RETRY_MS;
      const cancel = timers.after(waitMs, () => {
        cancels.delete(cancel);
        busyChats.delete(item.chatId);
        pump();
      });
      cancels.add(cancel);
      return;
    }
    // The server will never take it as it is: the person decides.
    await change({ ...item, status: { phase: "failed", failure } });
    busyChats.delete(item.chatId);
    pump();
  }

  async function change(item: PendingMessage): Promise<void> {
    await cache.putInOutbox(item);
    keeper.apply({ type: "pendingChanged", item });
    tabs.post({ type: "outbox" });
  }

  function helpLater(clientId: ClientId): void {
    const cancel = timers.after(PATIENCE_MS, () => {
      patience.delete(cancel);
      helping = find(clientId) !== undefined;
      pump();
    });
    patience.add(cancel);
  }

  function find(clientId: ClientId): PendingMessage | undefined {
    return Object.values(keeper.get().pendingByChat)
      .flat()
      .find((item) => item.clientId === clientId);
  }

  return {
    read,
    async add(chatId, text) {
      const item: PendingMessage = {
        clientId: randomId(),
        chatId,
        text,
        createdAt: new Date(serverNow()).toISOString(),
        status: { phase: "sending" },
      };
      await cache.putInOutbox(item);
      keeper.apply({ type: "pendingAdded", item });
      tabs.post({ type: "outbox" });
      pump();
      if (!leading) helpLater(item.clientId);
      return item.clientId;
    },
    async retry(clientId) {
      const item = find(clientId);
      if (item === undefined) return;
      await change({ ...item, status: { phase: "sending" } });
      pump();
    },
    async discard(clientId) {
      await cache.takeFromOutbox(clientId);
      keeper.apply({ type: "pendingRemoved", clientId });
      tabs.post({ type: "outbox" });
    },
    lead() {
      leading = true;
      void read();
    },
    pump() {
      // A fresh connection: what waited for an answer of the old one is free to be sent again.
      for (const cancel of cancels) cancel();
      cancels.clear();
      busyChats.clear();
      pump();
    },
    stop() {
      stopped = true;
      unsubscribe();
      for (const cancel of [...cancels, ...patience]) cancel();
    },
  };
}
