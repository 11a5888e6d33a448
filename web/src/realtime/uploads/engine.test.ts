import { beforeEach, describe, expect, it } from "vitest";

import type { Failure } from "@/api/failure";
import type { PendingAttachment, PendingMessage } from "../state";
import { pending } from "../testing/records";
import { createTusServer, type TusServer } from "../testing/tusServer";
import { createVirtualTime, type VirtualTime } from "../testing/virtualTime";
import { memoryBlobStore, type BlobStore } from "./blobStore";
import { createUploadEngine, type UploadEngine } from "./engine";
import { CHUNK_BYTES } from "./tus";

let time: VirtualTime;
let server: TusServer;
let blobs: BlobStore;
let engine: UploadEngine;
let uploaded: string[];
let refused: Failure[];
let refusedFiles: string[];
let progress: Record<string, number>;

beforeEach(() => {
  time = createVirtualTime();
  server = createTusServer();
  blobs = memoryBlobStore();
  uploaded = [];
  refused = [];
  refusedFiles = [];
  progress = {};
  engine = makeEngine();
});

function makeEngine(): UploadEngine {
  return createUploadEngine({
    blobs,
    transfer: server.transfer,
    timers: time.timers,
    random: () => 0.5,
    onProgress: (localId, sent) => (progress[localId] = sent),
    onUploaded: (clientId, localId, fileId) => uploaded.push(`${clientId} ${localId} ${fileId}`),
    onRefused: (_clientId, localId, failure) => {
      refused.push(failure);
      refusedFiles.push(localId);
    },
  });
}

/** A message with one file, whose bytes differ from place to place. */
async function messageWith(
  localId: string,
  size: number,
  more: Partial<PendingAttachment> = {},
): Promise<PendingMessage> {
  const bytes = new Uint8Array(size).map((_zero, index) => (index * 31 + (index >> 8)) % 251);
  await blobs.keep({ localId, blob: new Blob([bytes]), poster: null, uploadId: null, keptAtMs: 0 });
  const attachment = { localId, name: `${localId}.bin`, mime: "application/x-test", size, ...more };
  return pending({ clientId: `m-${localId}`, chatId: "a", attachments: [attachment] });
}

/** What lies between two requests is done within one turn; only what they carry is read in real time. */
async function idle(): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve));
  while (server.underWay > 0);
}

async function expectWhole(localId: string, fileId: string): Promise<void> {
  const kept = await blobs.read(localId);
  const sent = new Uint8Array(await kept!.blob.arrayBuffer());
  expect(Buffer.from(server.files.get(fileId)!.bytes).equals(Buffer.from(sent))).toBe(true);
}

describe("uploads", () => {
  it("send a small file along with its announcement", async () => {
    engine.serve([await messageWith("a", 500, { durationMs: 1500, waveform: [1, 2] })]);
    await idle();
    expect(server.log).toEqual(["POST 500"]);
    expect(uploaded).toEqual(["m-a a file-1"]);
    await expectWhole("a", "file-1");
    const metadata = Object.fromEntries(
      server.files
        .get("file-1")!
        .metadata.split(",")
        .map((pair) => pair.split(" "))
        .map(([name, value]) => [name!, Buffer.from(value!, "base64").toString()]),
    );
    expect(metadata).toEqual({
      filename: "a.bin",
      filetype: "application/x-test",
      durationMs: "1500",
      waveform: "[1,2]",
    });
  });

  it("send a large file in chunks and tell how far it is", async () => {
    engine.serve([await messageWith("a", CHUNK_BYTES + 10)]);
    await idle();
    expect(server.log).toEqual([`POST ${CHUNK_BYTES + 10}`, "PATCH 0", `PATCH ${CHUNK_BYTES}`]);
    expect(progress["a"]).toBe(CHUNK_BYTES + 10);
    await expectWhole("a", "file-1");
  });

  it("announce an empty file without a body", async () => {
    engine.serve([await messageWith("a", 0)]);
    await idle();
    expect(server.log).toEqual(["POST 0"]);
    expect(uploaded).toEqual(["m-a a file-1"]);
  });

  it("go on after a cut where the server stands", async () => {
    const item = await messageWith("a", CHUNK_BYTES * 2);
    server.cutNext(1000);
    engine.serve([item]);
    await idle();
    await time.pass(1_000);
    await idle();
    expect(server.log).toEqual([
      `POST ${CHUNK_BYTES * 2}`,
      "PATCH 0",
      "HEAD",
      "PATCH 1000",
      `PATCH ${CHUNK_BYTES + 1000}`,
    ]);
    await expectWhole("a", "file-1");
  });

  it("go on after a reload, under the same upload", async () => {
    const item = await messageWith("a", CHUNK_BYTES * 2);
    server.cutNext(CHUNK_BYTES / 2);
    engine.serve([item]);
    await idle();
    engine.stop();
    engine = makeEngine();
    engine.serve([item]);
    await idle();
    expect(server.log.slice(2)).toEqual([
      "HEAD",
      `PATCH ${CHUNK_BYTES / 2}`,
      `PATCH ${CHUNK_BYTES * 1.5}`,
    ]);
    expect(uploaded).toEqual(["m-a a file-1"]);
    await expectWhole("a", "file-1");
  });

  it("notice that all had arrived when only the answer was lost", async () => {
    const item = await messageWith("a", CHUNK_BYTES);
    server.cutNext("answer");
    engine.serve([item]);
    await idle();
    await time.pass(1_000);
    await idle();
    expect(server.log.slice(2)).toEqual(["HEAD"]);
    expect(uploaded).toEqual(["m-a a file-1"]);
  });

  it("begin anew when the server has forgotten the upload", async () => {
    const item = await messageWith("a", CHUNK_BYTES * 2);
    await blobs.begun("a", "long-gone");
    engine.serve([item]);
    await idle();
    expect(server.log.slice(0, 3)).toEqual(["HEAD", "GET", `POST ${CHUNK_BYTES * 2}`]);
    await expectWhole("a", "file-1");
  });

  it("wait longer and longer for a server that is away, and go at once when the line is back", async () => {
    server.down = true;
    engine.serve([await messageWith("a", 10)]);
    await idle();
    for (const [ms, tries] of [
      [999, 1],
      [1, 2],
      [1_999, 2],
      [1, 3],
      [3_999, 3],
      [1, 4],
    ] as const) {
      await time.pass(ms);
      await idle();
      expect(server.log).toHaveLength(tries);
    }
    server.down = false;
    engine.wake();
    await idle();
    expect(uploaded).toEqual(["m-a a file-1"]);
  });

  it.each([
    [413, "file_too_large"],
    [409, "quota_exceeded"],
    [503, "storage_full"],
  ])("give up on %i %s and say why", async (status, code) => {
    server.refuseNext(status, code);
    engine.serve([await messageWith("a", 10)]);
    await idle();
    await time.pass(120_000);
    await idle();
    expect(refused).toEqual([{ kind: "problem", status, code }]);
    expect(refusedFiles).toEqual(["a"]);
    expect(server.log).toHaveLength(1);
  });

  it("say that a file is gone which this device does not have", async () => {
    const item = await messageWith("a", 10);
    await blobs.forget(["a"]);
    engine.serve([item]);
    await idle();
    expect(refused).toEqual([{ kind: "fileGone" }]);
  });

  it("run three at a time", async () => {
    const items = await Promise.all(["a", "b", "c", "d", "e"].map((id) => messageWith(id, 100)));
    engine.serve(items);
    await idle();
    expect(uploaded).toHaveLength(5);
    expect(server.mostAtOnce).toBe(3);
  });

  it("stop and take back what is discarded", async () => {
    const item = await messageWith("a", CHUNK_BYTES * 2);
    server.cutNext(5);
    engine.serve([item]);
    await idle();
    await engine.forget(item);
    await time.pass(60_000);
    await idle();
    expect(server.log.at(-1)).toBe("DELETE");
    expect(server.files.size).toBe(0);
    expect(await blobs.read("a")).toBeNull();
    expect(uploaded).toEqual([]);
  });

  it("give a video its picture, and send it without one if that is refused", async () => {
    for (const localId of ["a", "b"]) {
      const item = await messageWith(localId, 10);
      const kept = await blobs.read(localId);
      await blobs.keep({ ...kept!, poster: new Blob(["jpeg"]) });
      if (localId === "b") server.refuseNext(415, "unsupported_image", "PUT");
      engine.serve([item]);
      await idle();
    }
    expect([...server.files.values()].map((file) => file.poster)).toEqual([true, false]);
    expect(uploaded).toHaveLength(2);
  });
});
