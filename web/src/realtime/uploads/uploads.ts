/**
 * The uploads of one person on this device, as the outbox and screens see them. The part that
 * does the work is fetched with the first file.
 */
import { createStore, type StoreApi } from "zustand/vanilla";

import { transfer } from "@/api/transfer";
import type { Failure } from "@/api/failure";
import type { ClientId, FileId } from "@/api/types";
import type { Timers } from "@/lib/timers";
import type { LocalFileId, PendingMessage } from "../state";
import type { Tabs } from "../tabMessages";
import type { BlobStore } from "./blobStore";
import type { UploadEngine } from "./engine";

/** How often other tabs hear how far it is. */
const TELL_MS = 500;

/** Bytes that have left this device, by file, here or in another tab. */
export type UploadProgress = Readonly<Record<LocalFileId, number>>;

export interface Uploads {
  serve(items: readonly PendingMessage[]): void;
  wake(): void;
  forget(item: PendingMessage): Promise<void>;
  /** Whether another tab has given a sign of work on this message since it was last asked. */
  heardOf(item: PendingMessage): boolean;
  stop(): void;
}

export interface UploadsParts {
  blobs: BlobStore;
  timers: Timers;
  tabs: Tabs;
  random: () => number;
  progress: StoreApi<UploadProgress>;
  onUploaded: (clientId: ClientId, localId: LocalFileId, fileId: FileId) => void;
  onRefused: (clientId: ClientId, localId: LocalFileId, failure: Failure) => void;
}

export function createUploadProgress(): StoreApi<UploadProgress> {
  return createStore<UploadProgress>(() => ({}));
}

export function createUploads(parts: UploadsParts): Uploads {
  const { blobs, timers, tabs, random, progress } = parts;
  const heard = new Set<LocalFileId>();
  /** What this tab is bringing to the server. */
  let mine: ReadonlySet<LocalFileId> = new Set();
  let loading: Promise<UploadEngine> | null = null;
  let stopped = false;
  let stopTelling: (() => void) | null = null;

  function engine(): Promise<UploadEngine> {
    loading ??= import("./engine").then(({ createUploadEngine }) =>
      createUploadEngine({
        blobs,
        transfer,
        timers,
        random,
        onProgress: (localId, sentBytes) => progress.setState({ [localId]: sentBytes }),
        onUploaded: parts.onUploaded,
        onRefused: parts.onRefused,
      }),
    );
    // Without a network the part itself may be missing: the next need asks again.
    loading.catch(() => (loading = null));
    return loading;
  }

  function tell(): void {
    const all = progress.getState();
    const sentBytes = Object.fromEntries([...mine].map((localId) => [localId, all[localId] ?? 0]));
    tabs.post({ type: "uploading", sentBytes });
  }

  const unsubscribe = tabs.listen((message) => {
    if (message.type !== "uploading") return;
    for (const localId of Object.keys(message.sentBytes)) heard.add(localId);
    progress.setState(message.sentBytes);
  });

  return {
    serve(items) {
      mine = new Set(items.flatMap(unfinished));
      if (mine.size > 0) stopTelling ??= timers.every(TELL_MS, tell);
      else {
        stopTelling?.();
        stopTelling = null;
      }
      if (mine.size === 0 && loading === null) return;
      engine().then(
        (ready) => {
          if (!stopped) ready.serve(items);
        },
        () => undefined,
      );
    },
    wake() {
      loading?.then(
        (ready) => ready.wake(),
        () => undefined,
      );
    },
    async forget(item) {
      const localIds = (item.attachments ?? []).map(({ localId }) => localId);
      if (localIds.length === 0) return;
      await engine()
        .then((ready) => ready.forget(item))
        .catch(() => blobs.forget(localIds));
      const left = Object.entries(progress.getState()).filter(([id]) => !localIds.includes(id));
      progress.setState(Object.fromEntries(left), true);
    },
    heardOf(item) {
      const ids = unfinished(item);
      return ids.filter((localId) => heard.delete(localId)).length > 0;
    },
    stop() {
      stopped = true;
      unsubscribe();
      stopTelling?.();
      loading?.then(
        (ready) => ready.stop(),
        () => undefined,
      );
    },
  };
}

function unfinished(item: PendingMessage): LocalFileId[] {
  if (item.status.phase !== "sending") return [];
  return (item.attachments ?? [])
    .filter(({ fileId }) => fileId === undefined)
    .map(({ localId }) => localId);
}
