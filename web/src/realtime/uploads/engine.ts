/**
 * Brings the files of waiting messages to the server: a few at a time, again and again until they
 * are there, the message is taken back, or the server says that it will never take them.
 */
import { FailureError, isTransient, toFailure, type Failure } from "@/api/failure";
import type { Transfer } from "@/api/transfer";
import type { ClientId, FileId } from "@/api/types";
import type { Timers } from "@/lib/timers";
import type { LocalFileId, PendingAttachment, PendingMessage } from "../state";
import type { BlobStore } from "./blobStore";
import { cancelTus, uploadByTus } from "./tus";

/** More would only take the line from each other. */
export const MAX_PARALLEL = 3;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

export interface UploadEngine {
  /**
   * Goes on with what these messages still need, which are all that wait. What belongs to none
   * of them any more is stopped.
   */
  serve(items: readonly PendingMessage[]): void;
  /** The line is back: what pauses goes on at once. */
  wake(): void;
  /** The message is taken back or sent: forgets its files, on the server too if they never became whole. */
  forget(item: PendingMessage): Promise<void>;
  stop(): void;
}

export interface UploadEngineParts {
  blobs: BlobStore;
  transfer: Transfer;
  timers: Timers;
  random: () => number;
  onProgress: (localId: LocalFileId, sentBytes: number) => void;
  onUploaded: (clientId: ClientId, localId: LocalFileId, fileId: FileId) => void;
  onRefused: (clientId: ClientId, localId: LocalFileId, failure: Failure) => void;
}

interface Job {
  clientId: ClientId;
  attachment: PendingAttachment;
  state: "waiting" | "running" | "pausing";
  abort: AbortController;
  failedTries: number;
  /** Calls the pause off. */
  cancelPause: () => void;
}

export function createUploadEngine(parts: UploadEngineParts): UploadEngine {
  const { blobs, transfer, timers, random } = parts;
  /** In the order in which they were asked for. */
  const jobs = new Map<LocalFileId, Job>();

  function fill(): void {
    let running = [...jobs.values()].filter((job) => job.state === "running").length;
    for (const job of jobs.values()) {
      if (running >= MAX_PARALLEL) return;
      if (job.state !== "waiting") continue;
      running += 1;
      void run(job);
    }
  }

  async function run(job: Job): Promise<void> {
    const { clientId, attachment } = job;
    const { localId } = attachment;
    job.state = "running";
    try {
      const fileId = await upload(job);
      if (!end(job)) return;
      parts.onUploaded(clientId, localId, fileId);
    } catch (caught) {
      const failure = toFailure(caught);
      if (jobs.get(localId) !== job) return;
      if (canRetry(failure)) {
        pause(job, failure);
      } else {
        end(job);
        if (failure.kind !== "aborted") parts.onRefused(clientId, localId, failure);
      }
    }
    fill();
  }

  async function upload(job: Job): Promise<FileId> {
    const { localId } = job.attachment;
    const kept = await blobs.read(localId).catch(() => {
      // Browsers lose their database at times, and find it again.
      throw new FailureError({ kind: "network" });
    });
    if (kept === null) throw new FailureError({ kind: "fileGone" });
    const fileId = await uploadByTus(
      { blob: kept.blob, metadata: metadataOf(job.attachment), uploadId: kept.uploadId },
      {
        transfer,
        signal: job.abort.signal,
        onBegun: (uploadId) => blobs.begun(localId, uploadId),
        onProgress(sentBytes) {
          job.failedTries = 0;
          parts.onProgress(localId, sentBytes);
        },
      },
    );
    if (kept.poster !== null) await sendPoster(fileId, kept.poster, job.abort.signal);
    return fileId;
  }

  /** A video goes without its picture rather than not at all. */
  async function sendPoster(fileId: FileId, poster: Blob, signal: AbortSignal): Promise<void> {
    const body = new FormData();
    body.append("file", poster, "poster.jpg");
    try {
      await transfer({ method: "PUT", path: `/api/files/${fileId}/thumbnail`, body, signal });
    } catch (caught) {
      const failure = toFailure(caught);
      if (failure.kind === "network" || failure.kind === "aborted") throw caught;
    }
  }

  function pause(job: Job, failure: Failure): void {
    const asked = failure.kind === "problem" ? failure.retryAfterMs : undefined;
    const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** job.failedTries);
    job.failedTries += 1;
    job.state = "pausing";
    job.cancelPause = timers.after(asked ?? grown * (0.75 + random() / 2), () => {
      job.state = "waiting";
      fill();
    });
  }

  /** `false`: it was ended meanwhile. */
  function end(job: Job): boolean {
    if (jobs.get(job.attachment.localId) !== job) return false;
    jobs.delete(job.attachment.localId);
    job.cancelPause();
    job.abort.abort();
    return true;
  }

  return {
    serve(items) {
      const wanted = new Set<LocalFileId>();
      for (const item of items) {
        if (item.status.phase !== "sending") continue;
        for (const attachment of item.attachments ?? []) {
          if (attachment.fileId !== undefined) continue;
          wanted.add(attachment.localId);
          if (jobs.has(attachment.localId)) continue;
          jobs.set(attachment.localId, {
            clientId: item.clientId,
            attachment,
            state: "waiting",
            abort: new AbortController(),
            failedTries: 0,
            cancelPause: () => undefined,
          });
        }
      }
      for (const job of [...jobs.values()]) {
        if (!wanted.has(job.attachment.localId)) end(job);
      }
      fill();
    },
    wake() {
      for (const job of jobs.values()) {
        if (job.state !== "pausing") continue;
        job.cancelPause();
        job.state = "waiting";
      }
      fill();
    },
    async forget(item) {
      const attachments = item.attachments ?? [];
      for (const { localId, fileId } of attachments) {
        const job = jobs.get(localId);
        if (job !== undefined) end(job);
        const uploadId = fileId === undefined ? (await blobs.read(localId))?.uploadId : null;
        // Whatever is not told here the server tidies up by itself.
        if (uploadId != null) await cancelTus(uploadId, transfer).catch(() => undefined);
      }
      await blobs.forget(attachments.map(({ localId }) => localId));
    },
    stop() {
      for (const job of [...jobs.values()]) end(job);
    },
  };
}

/** A full disk of the server is for a person to know, not to wait for in silence. */
function canRetry(failure: Failure): boolean {
  if (failure.kind !== "problem") return isTransient(failure);
  // Whoever has to log in again finds the upload where it stood.
  return failure.code !== "storage_full" && (isTransient(failure) || failure.status === 401);
}

function metadataOf(attachment: PendingAttachment): Record<string, string> {
  const { name, mime, durationMs, waveform } = attachment;
  return {
    filename: name,
    filetype: mime,
    ...(durationMs === undefined ? {} : { durationMs: String(durationMs) }),
    ...(waveform === undefined ? {} : { waveform: JSON.stringify(waveform) }),
  };
}
