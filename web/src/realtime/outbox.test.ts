import { beforeEach, describe, expect, it } from "vitest";

import type { FailureError } from "@/api/failure";
import { memoryCache, type Cache } from "./offline";
import { createOutbox, type Outbox } from "./outbox";
import { createStateKeeper, type StateKeeper } from "./stateKeeper";
import { createTestTabs, type TestTabs } from "./testing/testTabs";
import { failing, me, ME, message, pending, refusal } from "./testing/records";
import type { UploadsParts } from "./uploads/uploads";
import { createVirtualTime, settled, type VirtualTime } from "./testing/virtualTime";

interface Asked {
  data: { chatId: string; clientId: string; text: string };
  store(seq: number): Promise<void>;
  refuse(error: FailureError): Promise<void>;
}

let time: VirtualTime;
let tabs: TestTabs;
let cache: Cache;
let keeper: StateKeeper;
let asked: Asked[];
let outbox: Outbox;
/** Settles when the device has kept what is shown. */
let kept: Promise<void>;
let uploading: {
  on: Pick<UploadsParts, "onUploaded" | "onRefused">;
  served: string[];
  forgotten: string[];
  heard: boolean;
};

beforeEach(() => {
  time = createVirtualTime();
  tabs = createTestTabs();
  cache = memoryCache();
  keeper = createStateKeeper();
  keeper.apply({ type: "signedIn", me: me() });
  asked = [];
  kept = Promise.resolve();
  const request = (_type: string, data: Asked["data"]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      asked.push({
        data,
        store(seq) {
          const { chatId, clientId, text = null } = data;
          resolve({ message: message({ chatId, clientId, text, seq, senderId: ME, rev: seq }) });
          return settled();
        },
        refuse(error) {
          reject(error);
          return settled();
        },
      });
    });
  outbox = createOutbox({
    keeper,
    cache,
    socket: { request: request },
    timers: time.timers,
    tabs,
    serverNow: () => 0,
    shownIsKept: () => kept,
    uploads(on) {
      uploading = { on, served: [], forgotten: [], heard: false };
      return {
        serve: (items) => (uploading.served = items.map((item) => item.clientId)),
        wake: () => undefined,
        forget(item) {
          uploading.forgotten.push(item.clientId);
          return Promise.resolve();
        },
        heardOf: () => uploading.heard,
        stop: () => undefined,
      };
    },
  });
});

const texts = (): (string | undefined)[] => asked.map(({ data }) => data.text);
const shown = (chatId: string): string[] =>
  (keeper.get().pendingByChat[chatId] ?? []).map((item) => `${item.text}: ${item.status.phase}`);
const stored = async (): Promise<string[]> => (await cache.outbox()).map((item) => item.text);

async function lead(): Promise<void> {
  outbox.lead();
  await settled();
}

describe("the outbox", () => {
  it("sends one at a time in each chat, in the order of writing, and chats side by side", async () => {
    await lead();
    await outbox.add("a", { text: "first" });
    await outbox.add("a", { text: "second" });
    await outbox.add("b", { text: "elsewhere" });
    expect(texts()).toEqual(["first", "elsewhere"]);
    await asked[0]!.store(1);
    expect(texts()).toEqual(["first", "elsewhere", "second"]);
    await asked[1]!.store(1);
    await asked[2]!.store(2);
    expect(keeper.get().pendingByChat).toEqual({});
    expect(await stored()).toEqual([]);
  });

  it("keeps a change on the device until what it did is kept there", async () => {
    await lead();
    let written = (): void => undefined;
    kept = new Promise((resolve) => (written = resolve));
    await outbox.act(message({ chatId: "a", seq: 1 }), { type: "delete", for: "me" });
    await asked[0]!.store(1);
    expect(await cache.actions()).toHaveLength(1);
    written();
    await settled();
    expect(await cache.actions()).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it("shows a message only once it is stored on the device", async () => {
    let stores = (): void => undefined;
    const put = cache.putInOutbox;
    cache.putInOutbox = async (item) => {
      await new Promise<void>((resolve) => (stores = resolve));
      await put(item);
    };
    const added = outbox.add("a", { text: "hello" });
    await settled();
    expect(shown("a")).toEqual([]);
    stores();
    await added;
    expect(shown("a")).toEqual(["hello: sending"]);
  });

  it("repeats under the same client id after a cut, before anything newer", async () => {
    await lead();
    await outbox.add("a", { text: "first" });
    await outbox.add("a", { text: "second" });
    await asked[0]!.refuse(failing({ kind: "network" }));
    expect(shown("a")).toEqual(["first: sending", "second: sending"]);
    outbox.pump();
    expect(texts()).toEqual(["first", "first"]);
    expect(asked[1]!.data.clientId).toBe(asked[0]!.data.clientId);
    await asked[1]!.store(1);
    expect(texts()).toEqual(["first", "first", "second"]);
  });

  it("sends once when the answer of the old line and a new line come together", async () => {
    await lead();
    await outbox.add("a", { text: "first" });
    await outbox.add("a", { text: "second" });
    await asked[0]!.refuse(failing({ kind: "network" }));
    outbox.pump();
    // The pause after the cut ends too: nothing may overtake what is under way.
    await time.pass(60_000);
    expect(texts()).toEqual(["first", "first"]);
  });

  it("keeps what the server will never take, as failed, and goes on with the next", async () => {
    await lead();
    const clientId = await outbox.add("a", { text: "too long" });
    await outbox.add("a", { text: "fine" });
    await asked[0]!.refuse(refusal("validation_failed"));
    expect(shown("a")).toEqual(["too long: failed", "fine: sending"]);
    expect(texts()).toEqual(["too long", "fine"]);
    await asked[1]!.store(1);
    expect(await stored()).toEqual(["too long"]);

    await outbox.retry(clientId);
    expect(asked[2]!.data.clientId).toBe(clientId);
    await asked[2]!.refuse(refusal("validation_failed"));
    await outbox.discard(clientId);
    expect(shown("a")).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  it("waits as long as a busy server asks, and then sends the same again", async () => {
    await lead();
    await outbox.add("a", { text: "first" });
    await outbox.add("a", { text: "second" });
    await asked[0]!.refuse(refusal("too_many_requests", 0, 7_000));
    await time.pass(6_999);
    expect(texts()).toEqual(["first"]);
    await time.pass(1);
    expect(texts()).toEqual(["first", "first"]);
    expect(shown("a")).toEqual(["first: sending", "second: sending"]);
  });

  it("sends what an earlier page left behind", async () => {
    await cache.putInOutbox(pending({ clientId: "old", chatId: "a" }));
    await lead();
    expect(texts()).toEqual(["old"]);
  });

  it("sends what another tab has written, as soon as it says so", async () => {
    await lead();
    await cache.putInOutbox(pending({ clientId: "theirs", chatId: "a" }));
    tabs.hear({ type: "outbox" });
    await settled();
    expect(texts()).toEqual(["theirs"]);
    expect(shown("a")).toEqual(["theirs: sending"]);
    await asked[0]!.store(1);
    expect(tabs.posted).toContainEqual({ type: "outbox" });
  });

  it("leaves the sending to the leading tab, and helps when that one sleeps", async () => {
    await outbox.add("a", { text: "hello" });
    await time.pass(2_999);
    expect(texts()).toEqual([]);
    await time.pass(1);
    expect(texts()).toEqual(["hello"]);
  });

  it("does not help when the leading tab has sent it meanwhile", async () => {
    const clientId = await outbox.add("a", { text: "hello" });
    await cache.takeFromOutbox(clientId);
    tabs.hear({ type: "outbox" });
    await time.pass(10_000);
    expect(texts()).toEqual([]);
    expect(shown("a")).toEqual([]);
  });

  it("helps although the line was renewed while it was patient", async () => {
    await outbox.add("a", { text: "hello" });
    outbox.pump();
    await time.pass(3_000);
    expect(texts()).toEqual(["hello"]);
  });

  it("sends nothing any more once it is stopped", async () => {
    await lead();
    await outbox.add("a", { text: "first" });
    await outbox.add("b", { text: "waiting" });
    await asked[1]!.refuse(failing({ kind: "network" }));
    outbox.stop();
    await asked[0]!.store(1);
    tabs.hear({ type: "outbox" });
    outbox.pump();
    await time.pass(60_000);
    expect(texts()).toEqual(["first", "waiting"]);
  });
});

describe("messages with files", () => {
  const photo = { blob: new Blob(["photo"]), name: "a.jpg", mime: "image/jpeg" };
  const attachments = (chatId: string) => keeper.get().pendingByChat[chatId]?.[0]?.attachments;

  async function uploaded(clientId: string, index: number, fileId: string): Promise<void> {
    uploading.on.onUploaded(clientId, attachments("a")![index]!.localId, fileId);
    await settled();
  }

  it("show at once and go when their files are there, without holding up what came later", async () => {
    await lead();
    const clientId = await outbox.add("a", { text: "look", files: [photo, photo] });
    await outbox.add("a", { text: "later" });
    expect(shown("a")).toEqual(["look: sending", "later: sending"]);
    expect(attachments("a")).toMatchObject([{ name: "a.jpg", size: 5 }, { name: "a.jpg" }]);
    expect(texts()).toEqual(["later"]);
    await asked[0]!.store(1);
    await uploaded(clientId, 0, "file 1");
    expect(texts()).toEqual(["later"]);
    await uploaded(clientId, 1, "file 2");
    expect(asked[1]!.data).toMatchObject({ text: "look", attachments: ["file 1", "file 2"] });
    await asked[1]!.store(2);
    expect(uploading.forgotten).toContain(clientId);
  });

  it("keep both of two files that are whole at the same moment", async () => {
    await lead();
    const clientId = await outbox.add("a", { text: "", files: [photo, photo] });
    const [first, second] = attachments("a")!;
    uploading.on.onUploaded(clientId, first!.localId, "file 1");
    uploading.on.onUploaded(clientId, second!.localId, "file 2");
    await settled();
    expect((await cache.outbox())[0]?.attachments?.map((one) => one.fileId)).toEqual([
      "file 1",
      "file 2",
    ]);
    expect(asked[0]!.data).not.toHaveProperty("text");
  });

  it("keep the bytes on the device beside the message", async () => {
    await outbox.add("a", { text: "", files: [photo] });
    const kept = await cache.blobs.read(attachments("a")![0]!.localId);
    expect(kept?.blob.size).toBe(5);
  });

  it("are not taken when the device has no room, and leave nothing behind", async () => {
    const keep = cache.blobs.keep;
    const kept: string[] = [];
    cache.blobs.keep = async (file) => {
      if (kept.length === 1) throw failing({ kind: "deviceFull" });
      kept.push(file.localId);
      await keep(file);
    };
    const added = outbox.add("a", { text: "", files: [photo, photo] });
    await expect(added).rejects.toMatchObject({ failure: { kind: "deviceFull" } });
    expect(shown("a")).toEqual([]);
    expect(await cache.blobs.read(kept[0]!)).toBeNull();
  });

  it("fail when the server refuses a file, and can be tried again", async () => {
    await lead();
    const clientId = await outbox.add("a", { text: "big", files: [photo] });
    const failure = { kind: "problem", status: 413, code: "file_too_large" } as const;
    const { localId } = attachments("a")![0]!;
    uploading.on.onRefused(clientId, localId, failure);
    await settled();
    expect(shown("a")).toEqual(["big: failed"]);
    const failed = keeper.get().pendingByChat["a"]![0]!;
    expect(failed.status).toEqual({ phase: "failed", failure, localId });
    await outbox.retry(clientId);
    expect(uploading.served).toEqual([clientId]);
    expect(shown("a")).toEqual(["big: sending"]);
  });

  it("are sent again with the message when the server has forgotten them meanwhile", async () => {
    await lead();
    const clientId = await outbox.add("a", { text: "old", files: [photo] });
    await uploaded(clientId, 0, "file 1");
    const errors = { attachments: ["format"] };
    await asked[0]!.refuse(
      failing({ kind: "problem", status: 0, code: "validation_failed", errors }),
    );
    expect(shown("a")).toEqual(["old: failed"]);
    await outbox.retry(clientId);
    expect(attachments("a")![0]!.fileId).toBeUndefined();
    expect(texts()).toEqual(["old"]);
    await uploaded(clientId, 0, "file 2");
    expect(asked[1]!.data).toMatchObject({ clientId, attachments: ["file 2"] });
  });

  it("that were taken back in another tab do not come back when a file is whole", async () => {
    await lead();
    const clientId = await outbox.add("a", { text: "oops", files: [photo] });
    await cache.takeFromOutbox(clientId);
    await uploaded(clientId, 0, "file 1");
    expect(await stored()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it("wait for the leading tab as long as it gives signs of work", async () => {
    await outbox.add("a", { text: "long", files: [photo] });
    uploading.heard = true;
    await time.pass(20_000);
    expect(uploading.served).toEqual([]);
    uploading.heard = false;
    await time.pass(3_000);
    expect(uploading.served).toHaveLength(1);
  });
});
