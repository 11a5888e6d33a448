/** The files of a message as its bubble shows them, on their way or stored. Pure. */
import type { ClientId, FileId, Message, StoredFile } from "@/api/types";
import { serverUrl } from "@/lib/env";
import type { LocalFileId, PendingAttachment, PendingMessage } from "@/realtime/state";

export interface ShownFile {
  key: string;
  name: string;
  mime: string;
  /** Bytes. */
  size: number;
  /** In pixels, when known. */
  width: number | null;
  height: number | null;
  durationMs: number | null;
  waveform: readonly number[] | null;
  /** ThumbHash, base64. */
  placeholder: string | null;
  source: StoredSource | LocalSource;
}

export interface StoredSource {
  kind: "stored";
  fileId: FileId;
  url: string;
  thumbnailUrl: string | null;
}

/** On this device, of a message that is on its way. */
export interface LocalSource {
  kind: "local";
  localId: LocalFileId;
  clientId: ClientId;
  /** Whole on the server already. */
  uploaded: boolean;
  /** The message as a whole could not be sent. */
  failed: boolean;
}

export type FileKind = "photo" | "video" | "audio" | "document";

const PHOTO_TYPES = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"]);

/** Only pictures that every browser shows, and whose size is known, stand in a bubble as pictures. */
export function fileKind(file: Pick<ShownFile, "mime" | "width" | "height">): FileKind {
  const mime = baseType(file.mime);
  if (PHOTO_TYPES.has(mime) && file.width !== null && file.height !== null) return "photo";
  if (mime.startsWith("video/")) return "video";
  if (mime.startsWith("audio/")) return "audio";
  return "document";
}

export function baseType(mime: string): string {
  return mime.split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

export function filesOf(message: Message): ShownFile[] {
  return (message.attachments ?? []).map(shownStored);
}

export function filesOfPending(pending: PendingMessage): ShownFile[] {
  const mine = (pending.attachments ?? []).map((file) => shownPending(file, pending));
  // What is sent on is with the server already.
  return [...mine, ...(pending.forward?.attachments ?? []).map(shownStored)];
}

export function shownStored(file: StoredFile): ShownFile {
  return {
    key: file.id,
    name: file.name,
    mime: file.mime,
    size: file.size,
    width: file.width ?? null,
    height: file.height ?? null,
    durationMs: file.durationMs ?? null,
    waveform: file.waveform ?? null,
    placeholder: file.placeholder ?? null,
    source: {
      kind: "stored",
      fileId: file.id,
      url: serverUrl(file.url),
      thumbnailUrl: file.thumbnailUrl == null ? null : serverUrl(file.thumbnailUrl),
    },
  };
}

function shownPending(file: PendingAttachment, pending: PendingMessage): ShownFile {
  return {
    key: file.localId,
    name: file.name,
    mime: file.mime,
    size: file.size,
    width: file.width ?? null,
    height: file.height ?? null,
    durationMs: file.durationMs ?? null,
    waveform: file.waveform ?? null,
    placeholder: null,
    source: {
      kind: "local",
      localId: file.localId,
      clientId: pending.clientId,
      uploaded: file.fileId !== undefined,
      failed: pending.status.phase === "failed",
    },
  };
}

export interface SortedFiles {
  /** Photos and videos, shown together as one picture. */
  visual: ShownFile[];
  audio: ShownFile[];
  documents: ShownFile[];
}

export function sortFiles(files: readonly ShownFile[]): SortedFiles {
  const sorted: SortedFiles = { visual: [], audio: [], documents: [] };
  for (const file of files) {
    const kind = fileKind(file);
    if (kind === "audio") sorted.audio.push(file);
    else if (kind === "document") sorted.documents.push(file);
    else sorted.visual.push(file);
  }
  return sorted;
}
