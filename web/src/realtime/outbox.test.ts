import { beforeEach, describe, expect, it } from "vitest";

import type { FailureError } from "@/api/failure";
import type { SocketRequests } from "@/api/frames";
import { memoryCache, type Cache } from "./offline";
import { createOutbox, type Outbox } from "./outbox";
import { createStateKeeper, type StateKeeper } from "./stateKeeper";
import { createTestTabs, type TestTabs } from "./testing/testTabs";
import { failing, me, ME, message, pending, refusal } from "./testing/records";
import { createVirtualTime, settled, type VirtualTime } from "./testing/virtualTime";

interface Asked {
  data: SocketRequests["message:send"]["data"];
  store(seq: number): Promise<void>;
  refuse(error: FailureError): Promise<void>;
}

let time: VirtualTime;
let tabs: TestTabs;
let cache: Cache;
let keeper: StateKeeper;
let asked: Asked[];
let outbox: Outbox;

beforeEach(() => {
  time = createVirtualTime();
  tabs = createTestTabs();
  cache = memoryCache();
  keeper = createStateKeeper();
  keeper.apply({ type: "signedIn", me: me() });
  asked = [];
  const request = (_type: string, data: Asked["data"]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      asked.push({
        data,
        store(seq) {
          resolve({ message: message({ ...data, seq, senderId: ME, rev: seq }) });
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
  });
});

const texts = (): string[] => asked.map(({ data }) => data.text);
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
    await outbox.add("a", "first");
    await outbox.add("a", "second");
    await outbox.add("b", "elsewhere");
    expect(texts()).toEqual(["first", "elsewhere"]);
    await asked[0]!.store(1);
    expect(texts()).toEqual(["first", "elsewhere", "second"]);
    await asked[1]!.store(1);
    await asked[2]!.store(2);
    expect(keeper.get().pendingByChat).toEqual({});
    expect(await stored()).toEqual([]);
  });

  it("shows a message only once it is stored on the device", async () => {
    let stores = (): void => undefined;
    const put = cache.putInOutbox;
    cache.putInOutbox = async (item) => {
      await new Promise<void>((resolve) => (stores = resolve));
      await put(item);
    };
    const added = outbox.add("a", "hello");
    await settled();
    expect(shown("a")).toEqual([]);
    stores();
    await added;
    expect(shown("a")).toEqual(["hello: sending"]);
  });

  it("repeats under the same client id after a cut, before anything newer", async () => {
    await lead();
    await outbox.add("a", "first");
    await outbox.add("a", "second");
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
    await outbox.add("a", "first");
    await outbox.add("a", "second");
    await asked[0]!.refuse(failing({ kind: "network" }));
    outbox.pump();
    // The pause after the cut ends too: nothing may overtake what is under way.
    await time.pass(60_000);
    expect(texts()).toEqual(["first", "first"]);
  });

  it("keeps what the server will never take, as failed, and goes on with the next", async () => {
    await lead();
    const clientId = await outbox.add("a", "too long");
    await outbox.add("a", "fine");
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
    await outbox.add("a", "first");
    await outbox.add("a", "second");
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
    await outbox.add("a", "hello");
    await time.pass(2_999);
    expect(texts()).toEqual([]);
    await time.pass(1);
    expect(texts()).toEqual(["hello"]);
  });

  it("does not help when the leading tab has sent it meanwhile", async () => {
    const clientId = await outbox.add("a", "hello");
    await cache.takeFromOutbox(clientId);
    tabs.hear({ type: "outbox" });
    await time.pass(10_000);
    expect(texts()).toEqual([]);
    expect(shown("a")).toEqual([]);
  });

  it("helps although the line was renewed while it was patient", async () => {
    await outbox.add("a", "hello");
    outbox.pump();
    await time.pass(3_000);
    expect(texts()).toEqual(["hello"]);
  });

  it("sends nothing any more once it is stopped", async () => {
    await lead();
    await outbox.add("a", "first");
    await outbox.add("b", "waiting");
    await asked[1]!.refuse(failing({ kind: "network" }));
    outbox.stop();
    await asked[0]!.store(1);
    tabs.hear({ type: "outbox" });
    outbox.pump();
    await time.pass(60_000);
    expect(texts()).toEqual(["first", "waiting"]);
  });
});
