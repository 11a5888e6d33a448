/**
 * Pictures and sounds of this device, shown from here while (and after) they are sent: what one has
 * just sent must not vanish until it has been fetched back.
 */
import { useEffect, useState } from "react";

import { useMessenger } from "@/hooks/messengerContext";
import type { Messenger } from "@/realtime/messenger";
import type { LocalFileId } from "@/realtime/state";
import type { ShownFile } from "./shownFile";

export interface LocalCopy {
  url: string;
  posterUrl: string | null;
}

/** Bytes stay in memory or on disk as long as an address points to them. */
const KEPT_COPIES = 60;
const copies = new Map<LocalFileId, LocalCopy>();

/** `null` until it is read, and when this device has it no more. */
export function useLocalCopy(file: ShownFile): LocalCopy | null {
  const messenger = useMessenger();
  const { source } = file;
  const localId =
    source.kind === "local" ? source.localId : messenger.uploads.localIdOf(source.fileId);
  const isPending = source.kind === "local";
  const [read, setRead] = useState<{ localId: LocalFileId; copy: LocalCopy } | null>(null);
  const known = localId === undefined ? undefined : copies.get(localId);

  useEffect(() => {
    if (!isPending || localId === undefined || known !== undefined) return;
    let wanted = true;
    readCopy(messenger, localId).then(
      (copy) => {
        if (wanted && copy !== null) setRead({ localId, copy });
      },
      // The bytes cannot be read: the place stays empty, the upload says why.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [messenger, localId, isPending, known]);

  return known ?? (read?.localId === localId ? (read?.copy ?? null) : null);
}

async function readCopy(messenger: Messenger, localId: LocalFileId): Promise<LocalCopy | null> {
  const kept = await messenger.uploads.file(localId);
  const before = copies.get(localId);
  if (kept === null || before !== undefined) return before ?? null;
  const copy = {
    url: URL.createObjectURL(kept.blob),
    posterUrl: kept.poster === null ? null : URL.createObjectURL(kept.poster),
  };
  copies.set(localId, copy);
  const oldest = copies.keys().next().value;
  if (copies.size > KEPT_COPIES && oldest !== undefined) {
    const dropped = copies.get(oldest);
    copies.delete(oldest);
    if (dropped !== undefined) {
      URL.revokeObjectURL(dropped.url);
      if (dropped.posterUrl !== null) URL.revokeObjectURL(dropped.posterUrl);
    }
  }
  return copy;
}
