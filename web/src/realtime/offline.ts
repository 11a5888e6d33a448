/**
 * What this device remembers of one person, in IndexedDB: chats, the newest messages, drafts and
 * the outbox. A device that refuses to store (a private window) remembers until the page closes.
 */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from "idb";

import type { Chat, ChatId, ClientId, Me, UserId } from "@/api/types";
import { logger } from "@/lib/logger";
import type { CachedState, CachedTimeline } from "./reducers/change";
import type { LocalDraft, PendingAction, PendingMessage } from "./state";
import { createBlobStore, memoryBlobStore, type BlobStore } from "./uploads/blobStore";

/** Messages kept of each chat. */
export const KEPT_MESSAGES = 200;

export interface Snapshot {
  me: Me;
  cursor: string | null;
  storeId: string | null;
  drafts: Record<ChatId, LocalDraft>;
  unsaidReads: Record<ChatId, number>;
  changedChats: readonly Chat[];
  changedTimelines: readonly { chatId: ChatId; timeline: CachedTimeline }[];
  removedChats: readonly ChatId[];
}

export interface Cache {
  /** `null` when this device knows nothing of the person. */
  load(): Promise<CachedState | null>;
  timeline(chatId: ChatId): Promise<CachedTimeline | null>;
  /** All at once or not at all: the cursor never runs ahead of the chats it stands for. */
  save(snapshot: Snapshot): Promise<void>;
  /** In the order in which they were written. */
  outbox(): Promise<PendingMessage[]>;
  /** Returns once it is stored. */
  putInOutbox(item: PendingMessage): Promise<void>;
  takeFromOutbox(clientId: ClientId): Promise<void>;
  /** The files of what is in the outbox. */
  readonly blobs: BlobStore;
  /** Changes of messages, in the order in which they were asked for. */
  actions(): Promise<PendingAction[]>;
  /** Returns once it is stored. */
  putAction(item: PendingAction): Promise<void>;
  takeAction(clientId: ClientId): Promise<void>;
  /** Forgets the chats, keeps the outbox. */
  forgetChats(): Promise<void>;
  /** Forgets everything. The cache is of no use afterwards. */
  destroy(): Promise<void>;
}

interface Schema extends DBSchema {
  meta: {
    key: "state";
    value: Pick<CachedState, "me" | "cursor" | "storeId" | "drafts" | "unsaidReads">;
  };
  chats: { key: ChatId; value: Chat };
  timelines: { key: ChatId; value: CachedTimeline };
  outbox: { key: ClientId; value: PendingMessage & { place: number } };
  actions: { key: ClientId; value: PendingAction & { place: number } };
}

/** 2: chats and drafts of a richer shape; those of 1 are fetched anew. */
const VERSION = 2;
const PREFIX = "zvonilka-";

export async function openCache(userId: UserId): Promise<Cache> {
  const name = PREFIX + userId;
  try {
    const db = await openDB<Schema>(name, VERSION, {
      upgrade(created, from) {
        for (const name of ["meta", "chats", "timelines"] as const) {
          if (created.objectStoreNames.contains(name)) created.deleteObjectStore(name);
        }
        created.createObjectStore("meta");
        created.createObjectStore("chats", { keyPath: "id" });
        created.createObjectStore("timelines");
        // Nothing unsent is lost by a new version of the page.
        if (from === 0) created.createObjectStore("outbox", { keyPath: "clientId" });
        created.createObjectStore("actions", { keyPath: "clientId" });
      },
      // Another tab signs out and deletes the database: do not stand in its way.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return databaseCache(name, db, createBlobStore(userId));
  } catch {
    logger.warn("nothing can be stored on this device; unsent messages last until the page closes");
    return memoryCache();
  }
}

function databaseCache(name: string, db: IDBPDatabase<Schema>, blobs: BlobStore): Cache {
  async function forgetChats(): Promise<void> {
    const tx = db.transaction(["meta", "chats", "timelines"], "readwrite");
    await Promise.all([
      tx.objectStore("meta").clear(),
      tx.objectStore("chats").clear(),
      tx.objectStore("timelines").clear(),
      tx.done,
    ]);
  }

  return {
    async load() {
      const [meta, chats] = await Promise.all([db.get("meta", "state"), db.getAll("chats")]);
      return meta === undefined ? null : { ...meta, chats };
    },
    timeline: async (chatId) => (await db.get("timelines", chatId)) ?? null,
    async save({ changedChats, changedTimelines, removedChats, ...meta }) {
      const tx = db.transaction(["meta", "chats", "timelines"], "readwrite");
      const chats = tx.objectStore("chats");
      const timelines = tx.objectStore("timelines");
      const requests: Promise<unknown>[] = [];
      let isComplete = false;
      try {
        requests.push(tx.objectStore("meta").put(meta, "state"));
        for (const chat of changedChats) requests.push(chats.put(chat));
        for (const { chatId, timeline } of changedTimelines) {
          requests.push(timelines.put(timeline, chatId));
        }
        for (const chatId of removedChats) {
          requests.push(chats.delete(chatId), timelines.delete(chatId));
        }
        // Said now: a page that is about to close has no later moment in which this would end by itself.
        tx.commit();
        isComplete = true;
        await Promise.all([...requests, tx.done]);
      } catch (caught) {
        // A value refused before it became a request would leave the others to be written alone.
        if (!isComplete) tx.abort();
        await Promise.allSettled([...requests, tx.done]);
        throw caught;
      }
    },
    async outbox() {
      const items = await db.getAll("outbox");
      return items.sort((a, b) => a.place - b.place).map(({ place: _place, ...item }) => item);
    },
    async putInOutbox(item) {
      const tx = db.transaction("outbox", "readwrite", { durability: "strict" });
      const known = await tx.store.get(item.clientId);
      const places = (await tx.store.getAll()).map((one) => one.place);
      const place = known?.place ?? Math.max(0, ...places) + 1;
      await Promise.all([tx.store.put({ ...item, place }), tx.done]);
    },
    takeFromOutbox: (clientId) => db.delete("outbox", clientId),
    blobs,
    async actions() {
      const items = await db.getAll("actions");
      return items.sort((a, b) => a.place - b.place).map(({ place: _place, ...item }) => item);
    },
    async putAction(item) {
      const tx = db.transaction("actions", "readwrite", { durability: "strict" });
      const places = (await tx.store.getAll()).map((one) => one.place);
      await Promise.all([tx.store.put({ ...item, place: Math.max(0, ...places) + 1 }), tx.done]);
    },
    takeAction: (clientId) => db.delete("actions", clientId),
    forgetChats,
    async destroy() {
      db.close();
      await Promise.all([deleteDB(name), blobs.destroy()]);
    },
  };
}

/** For devices that refuse to store. */
export function memoryCache(): Cache {
  const outbox = new Map<ClientId, PendingMessage>();
  const actions = new Map<ClientId, PendingAction>();
  return {
    load: () => Promise.resolve(null),
    timeline: () => Promise.resolve(null),
    save: () => Promise.resolve(),
    outbox: () => Promise.resolve([...outbox.values()]),
    putInOutbox(item) {
      outbox.set(item.clientId, item);
      return Promise.resolve();
    },
    takeFromOutbox(clientId) {
      outbox.delete(clientId);
      return Promise.resolve();
    },
    blobs: memoryBlobStore(),
    actions: () => Promise.resolve([...actions.values()]),
    putAction(item) {
      actions.set(item.clientId, item);
      return Promise.resolve();
    },
    takeAction(clientId) {
      actions.delete(clientId);
      return Promise.resolve();
    },
    forgetChats: () => Promise.resolve(),
    destroy() {
      outbox.clear();
      actions.clear();
      return Promise.resolve();
    },
  };
}
