/**
 * One file to the server by the tus 1.0 protocol (https://tus.io/protocols/resumable-upload): what
 * has arrived is asked for first, so that a cut costs at most one chunk. Tries once; when to try
 * again is the engine's business.
 */
import { FailureError } from "@/api/failure";
import type { Transfer } from "@/api/transfer";

export interface TusUpload {
  blob: Blob;
  /** `Upload-Metadata`, still in plain words. */
  metadata: Record<string, string>;
  /** From an earlier try. */
  uploadId: string | null;
}

export interface TusParts {
  transfer: Transfer;
  signal: AbortSignal;
  /** The server knows the upload under this id from now on, or (`null`) no longer. */
  onBegun: (uploadId: string | null) => Promise<void>;
  /** Bytes that have left this device. */
  onProgress: (sentBytes: number) => void;
}

const UPLOADS = "/api/files/uploads";
const VERSION = { "Tus-Resumable": "1.0.0" };
const OFFSET_TYPE = { "Content-Type": "application/offset+octet-stream" };
/** What a cut can cost, against a round trip each. */
export const CHUNK_BYTES = 4 * 1024 * 1024;
/** A file that goes along with its announcement: one request for most photos. */
export const SMALL_BYTES = 1024 * 1024;

/** Ends when the whole file is on the server; the id is the file's. Throws `FailureError`. */
export async function uploadByTus(upload: TusUpload, parts: TusParts): Promise<string> {
  const { blob } = upload;
  const begun = await resume(upload, parts);
  if (begun === "whole" && upload.uploadId !== null) return upload.uploadId;
  const standing = begun === null || begun === "whole" ? await create(upload, parts) : begun;
  const { uploadId } = standing;
  let { offset } = standing;
  parts.onProgress(offset);
  while (offset < blob.size) {
    const from = offset;
    try {
      const response = await parts.transfer({
        method: "PATCH",
        path: `${UPLOADS}/${uploadId}`,
        headers: { ...VERSION, ...OFFSET_TYPE, "Upload-Offset": String(from) },
        body: blob.slice(from, from + CHUNK_BYTES),
        signal: parts.signal,
        onProgress: (sent) => parts.onProgress(Math.min(from + sent, blob.size)),
      });
      offset = offsetOf(response);
    } catch (caught) {
      // Another try of ours was still arriving when this one began: ask again where it stands.
      if (!isRefusal(caught, [409])) throw caught;
      offset = await askOffset(uploadId, parts);
      if (offset === from) throw caught;
    }
    parts.onProgress(offset);
  }
  return uploadId;
}

/** Takes back an upload that is not wanted any more. */
export async function cancelTus(uploadId: string, transfer: Transfer): Promise<void> {
  await transfer({ method: "DELETE", path: `${UPLOADS}/${uploadId}`, headers: VERSION });
}

/** Where an earlier try stands; `null`: the server has forgotten it, or there was none. */
async function resume(
  upload: TusUpload,
  parts: TusParts,
): Promise<{ uploadId: string; offset: number } | "whole" | null> {
  const { uploadId } = upload;
  if (uploadId === null) return null;
  try {
    return { uploadId, offset: await askOffset(uploadId, parts) };
  } catch (caught) {
    if (!isRefusal(caught, [404, 410])) throw caught;
  }
  try {
    // It may have been finished by a try whose last answer was lost.
    await parts.transfer({
      method: "GET",
      path: `${UPLOADS}/${uploadId}`,
      signal: parts.signal,
    });
    return "whole";
  } catch (caught) {
    if (!isRefusal(caught, [404, 409, 410])) throw caught;
  }
  await parts.onBegun(null);
  return null;
}

async function create(
  { blob, metadata }: TusUpload,
  parts: TusParts,
): Promise<{ uploadId: string; offset: number }> {
  const isSmall = blob.size > 0 && blob.size <= SMALL_BYTES;
  const response = await parts.transfer({
    method: "POST",
    path: UPLOADS,
    headers: {
      ...VERSION,
      ...(isSmall ? OFFSET_TYPE : {}),
      "Upload-Length": String(blob.size),
      "Upload-Metadata": encodeMetadata(metadata),
    },
    ...(isSmall ? { body: blob, onProgress: parts.onProgress } : {}),
    signal: parts.signal,
  });
  const uploadId = response.headers.get("Location")?.split("/").at(-1);
  if (uploadId === undefined || uploadId === "") {
    throw new FailureError({ kind: "malformed", status: response.status });
  }
  await parts.onBegun(uploadId);
  const offset = response.headers.get("Upload-Offset");
  return { uploadId, offset: offset === null ? 0 : Number(offset) };
}

async function askOffset(uploadId: string, parts: TusParts): Promise<number> {
  return offsetOf(
    await parts.transfer({
      method: "HEAD",
      path: `${UPLOADS}/${uploadId}`,
      headers: VERSION,
      signal: parts.signal,
    }),
  );
}

function offsetOf(response: Response): number {
  const offset = Number(response.headers.get("Upload-Offset") ?? Number.NaN);
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw new FailureError({ kind: "malformed", status: response.status });
  }
  return offset;
}

/** HEAD answers have no body, so a refusal of one is known by its status alone. */
function isRefusal(caught: unknown, statuses: readonly number[]): boolean {
  return (
    caught instanceof FailureError &&
    (caught.failure.kind === "problem" || caught.failure.kind === "malformed") &&
    statuses.includes(caught.failure.status)
  );
}

export function encodeMetadata(metadata: Record<string, string>): string {
  return Object.entries(metadata)
    .map(([name, value]) => {
      const bytes = new TextEncoder().encode(value);
      return `${name} ${btoa(String.fromCharCode(...bytes))}`;
    })
    .join(",");
}
