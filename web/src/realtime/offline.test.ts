import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { logger } from "@/lib/logger";
import { openCache, type Snapshot } from "./offline";
import { chat, me, message, pending } from "./testing/records";

beforeEach(() => vi.stubGlobal("indexedDB", new IDBFactory()));

function snapshot(part: Partial<Snapshot> = {}): Snapshot {
  return {
    me: me(),
    cursor: "cursor 1",
    storeId: "store",
    drafts: { a: halfWritten },
    unsaidReads: {},
    changedChats: [chat({ id: "a" }), chat({ id: "b" })],
    changedTimelines: [
      { chatId: "a", timeline: { messages: [message({ chatId: "a", seq: 1 })], ...ends } },
    ],
    removedChats: [],
    ...part,
  };
}

const ends = { hasOlder: false, appliedSeq: 1, cursor: "cursor 1" };
const halfWritten = { text: "half a thou", replyTo: null, told: true };
const outboxOf = async (userId: string): Promise<string[]> =>
  (await (await openCache(userId)).outbox()).map((item) => item.clientId);

describe("the device's memory", () => {
  it("knows nothing of somebody new", async () => {
    const cache = await openCache("me");
    expect(await cache.load()).toBeNull();
    expect(await cache.timeline("a")).toBeNull();
    expect(await cache.outbox()).toEqual([]);
  });

  it("gives the next page what this one kept, and nobody else", async () => {
    await (await openCache("me")).save(snapshot());
    const next = await openCache("me");
    expect(await next.load()).toEqual({
      me: me(),
      cursor: "cursor 1",
      storeId: "store",
      drafts: { a: halfWritten },
      unsaidReads: {},
      chats: [chat({ id: "a" }), chat({ id: "b" })],
    });
    expect((await next.timeline("a"))?.messages).toEqual([message({ chatId: "a", seq: 1 })]);
    expect(await (await openCache("anna")).load()).toBeNull();
  });

  it("writes only what changed, and forgets what was removed", async () => {
    const cache = await openCache("me");
    await cache.save(snapshot());
    await cache.save(
      snapshot({
        cursor: "cursor 2",
        changedChats: [chat({ id: "b", lastSeq: 7 })],
        changedTimelines: [],
        removedChats: ["a"],
      }),
    );
    expect(await cache.load()).toMatchObject({
      cursor: "cursor 2",
      chats: [{ id: "b", lastSeq: 7 }],
    });
    expect(await cache.timeline("a")).toBeNull();
  });

  it("keeps all of a change or nothing: the cursor never runs ahead of its chats", async () => {
    const cache = await openCache("me");
    await cache.save(snapshot());
    const broken = { ...chat({ id: "c" }), title: (() => "") as unknown as string };
    await expect(
      cache.save(snapshot({ cursor: "cursor 2", changedChats: [chat({ id: "d" }), broken] })),
    ).rejects.toThrow();
    const kept = await cache.load();
    expect(kept?.cursor).toBe("cursor 1");
    expect(kept?.chats.map((one) => one.id)).toEqual(["a", "b"]);
  });
});

describe("the stored outbox", () => {
  it("survives the page, in the order of writing, whatever the ids", async () => {
    const cache = await openCache("me");
    for (const clientId of ["z", "a", "m"]) {
      await cache.putInOutbox(pending({ clientId, chatId: "a" }));
    }
    expect(await outboxOf("me")).toEqual(["z", "a", "m"]);
  });

  it("keeps the place of a message that failed, and lets go of one that was sent", async () => {
    const cache = await openCache("me");
    await cache.putInOutbox(pending({ clientId: "first", chatId: "a" }));
    await cache.putInOutbox(pending({ clientId: "second", chatId: "a" }));
    const failed = { phase: "failed", failure: { kind: "network" } } as const;
    await cache.putInOutbox(pending({ clientId: "first", chatId: "a", status: failed }));
    expect(await cache.outbox()).toEqual([
      pending({ clientId: "first", chatId: "a", status: failed }),
      pending({ clientId: "second", chatId: "a" }),
    ]);
    await cache.takeFromOutbox("first");
    expect(await outboxOf("me")).toEqual(["second"]);
  });

  it("outlives the chats when only these are forgotten", async () => {
    const cache = await openCache("me");
    await cache.save(snapshot());
    await cache.putInOutbox(pending({ clientId: "unsent", chatId: "a" }));
    await cache.forgetChats();
    expect(await cache.load()).toBeNull();
    expect(await cache.timeline("a")).toBeNull();
    expect(await outboxOf("me")).toEqual(["unsent"]);
  });

  it("goes with everything else when all is destroyed, though another tab has it open", async () => {
    const cache = await openCache("me");
    const otherTab = await openCache("me");
    await otherTab.save(snapshot());
    await cache.putInOutbox(pending({ clientId: "unsent", chatId: "a" }));
    await cache.destroy();
    expect(await indexedDB.databases()).toEqual([]);
    expect(await (await openCache("me")).load()).toBeNull();
    expect(await outboxOf("me")).toEqual([]);
  });

  it("lasts as long as the page where nothing can be stored", async () => {
    const warned = vi.spyOn(logger, "warn").mockReturnValue();
    vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("private window", "SecurityError");
    });
    const cache = await openCache("me");
    await cache.save(snapshot());
    await cache.putInOutbox(pending({ clientId: "x", chatId: "a" }));
    expect(await cache.load()).toBeNull();
    expect((await cache.outbox()).map((item) => item.clientId)).toEqual(["x"]);
    expect(warned).toHaveBeenCalledOnce();
  });
});
