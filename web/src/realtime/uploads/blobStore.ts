/**
 * Files that wait to be sent, kept on this device so that an upload survives a reload. Beside the
 * outbox, in a database of their own: most people open the app without sending any.
 */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from "idb";

import { FailureError } from "@/api/failure";
import type { UserId } from "@/api/types";
import type { LocalFileId } from "../state";

/** All that one person may have waiting at a time; browsers set limits of their own besides. */
export const MAX_KEPT_BYTES = 4 * 1024 ** 3;
/** Left by a page that died between keeping a file and writing the message. */
const LEFTOVER_MS = 24 * 60 * 60_000;

export interface KeptFile {
  localId: LocalFileId;
  blob: Blob;
  /** The first picture of a video. */
  poster: Blob | null;
  /** The upload on the server, once it has begun. */
  uploadId: string | null;
  /** Of this device's clock. */
  keptAtMs: number;
}

export interface BlobStore {
  /** Returns once it is stored. Throws `FailureError`: `deviceFull`. */
  keep(file: KeptFile): Promise<void>;
  /** `null` when this device does not have it (any more). */
  read(localId: LocalFileId): Promise<KeptFile | null>;
  begun(localId: LocalFileId, uploadId: string | null): Promise<void>;
  forget(localIds: readonly LocalFileId[]): Promise<void>;
  /** Forgets old files that no message waits for. */
  forgetLeftovers(wanted: ReadonlySet<LocalFileId>, nowMs: number): Promise<void>;
  destroy(): Promise<void>;
}

/** The sizes stand apart from the blobs, so that adding up does not read them. */
interface Facts {
  localId: LocalFileId;
  bytes: number;
  uploadId: string | null;
  keptAtMs: number;
}

interface Schema extends DBSchema {
  facts: { key: LocalFileId; value: Facts };
  blobs: { key: LocalFileId; value: { blob: Blob; poster: Blob | null } };
}

const PREFIX = "zvonilka-files-";

/** Opens nothing until the first file. */
export function createBlobStore(userId: UserId): BlobStore {
  const name = PREFIX + userId;
  let opening: Promise<IDBPDatabase<Schema>> | null = null;

  function database(): Promise<IDBPDatabase<Schema>> {
    opening ??= openDB<Schema>(name, 1, {
      upgrade(created) {
        created.createObjectStore("facts", { keyPath: "localId" });
        created.createObjectStore("blobs");
      },
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return opening;
  }

  return {
    async keep({ blob, poster, ...rest }) {
      const bytes = blob.size + (poster?.size ?? 0);
      try {
        const db = await database();
        const kept = (await db.getAll("facts")).reduce((sum, facts) => sum + facts.bytes, 0);
        if (kept + bytes > MAX_KEPT_BYTES) throw new FailureError({ kind: "deviceFull" });
        const tx = db.transaction(["facts", "blobs"], "readwrite", { durability: "strict" });
        await Promise.all([
          tx.objectStore("facts").put({ ...rest, bytes }),
          tx.objectStore("blobs").put({ blob, poster }, rest.localId),
          tx.done,
        ]);
      } catch (caught) {
        if (caught instanceof FailureError) throw caught;
        throw new FailureError({ kind: "deviceFull" });
      }
    },
    async read(localId) {
      const db = await database();
      const [facts, blobs] = await Promise.all([
        db.get("facts", localId),
        db.get("blobs", localId),
      ]);
      if (facts === undefined || blobs === undefined) return null;
      return { ...blobs, localId, uploadId: facts.uploadId, keptAtMs: facts.keptAtMs };
    },
    async begun(localId, uploadId) {
      const db = await database();
      const facts = await db.get("facts", localId);
      if (facts !== undefined) await db.put("facts", { ...facts, uploadId });
    },
    async forget(localIds) {
      const db = await database();
      const tx = db.transaction(["facts", "blobs"], "readwrite");
      await Promise.all([
        ...localIds.flatMap((localId) => [
          tx.objectStore("facts").delete(localId),
          tx.objectStore("blobs").delete(localId),
        ]),
        tx.done,
      ]);
    },
    async forgetLeftovers(wanted, nowMs) {
      const db = await database();
      const leftovers = (await db.getAll("facts")).filter(
        (facts) => !wanted.has(facts.localId) && nowMs - facts.keptAtMs > LEFTOVER_MS,
      );
      await this.forget(leftovers.map((facts) => facts.localId));
    },
    async destroy() {
      (await opening?.catch(() => null))?.close();
      await deleteDB(name);
    },
  };
}

/** For devices that refuse to store: until the page closes. */
export function memoryBlobStore(): BlobStore {
  const files = new Map<LocalFileId, KeptFile>();
  return {
    keep(file) {
      files.set(file.localId, file);
      return Promise.resolve();
    },
    read: (localId) => Promise.resolve(files.get(localId) ?? null),
    begun(localId, uploadId) {
      const file = files.get(localId);
      if (file !== undefined) files.set(localId, { ...file, uploadId });
      return Promise.resolve();
    },
    forget(localIds) {
      for (const localId of localIds) files.delete(localId);
      return Promise.resolve();
    },
    forgetLeftovers: () => Promise.resolve(),
    destroy() {
      files.clear();
      return Promise.resolve();
    },
  };
}
