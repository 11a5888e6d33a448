import { describe, expect, it } from "vitest";

import type { ChatId } from "@/api/types";
import { createDraftSaver, DRAFT_SETTLE_MS } from "./drafts";
import { createStateKeeper, type StateKeeper } from "./stateKeeper";
import { chat, failing, LONG_AGO, me, refusal } from "./testing/records";
import { createVirtualTime, type VirtualTime } from "./testing/virtualTime";

interface Setup {
  keeper: StateKeeper;
  time: VirtualTime;
  saved: [ChatId, string][];
  /** What the next attempts end with; none: they succeed. */
  failures: Error[];
  flush: () => void;
}

function setUp(): Setup {
  const keeper = createStateKeeper();
  const time = createVirtualTime();
  const saved: [ChatId, string][] = [];
  const failures: Error[] = [];
  keeper.apply({ type: "signedIn", me: me() });
  keeper.apply({ type: "chatFetched", chat: chat({ id: "a" }) });
  const { flush } = createDraftSaver({
    keeper,
    timers: time.timers,
    save(chatId, text) {
      const failure = failures.shift();
      if (failure !== undefined) return Promise.reject(failure);
      saved.push([chatId, text]);
      return Promise.resolve();
    },
  });
  return { keeper, time, saved, failures, flush };
}

function type(keeper: StateKeeper, text: string): void {
  keeper.apply({ type: "drafted", chatId: "a", text });
}

describe("draft saver", () => {
  it("keeps what was written once the typing rests", async () => {
    const { keeper, time, saved } = setUp();
    type(keeper, "hal");
    await time.pass(DRAFT_SETTLE_MS - 1);
    type(keeper, "half a thought");
    await time.pass(DRAFT_SETTLE_MS - 1);
    expect(saved).toEqual([]);
    await time.pass(1);
    expect(saved).toEqual([["a", "half a thought"]]);
    expect(keeper.get().unsavedDrafts).toEqual({});
    await time.pass(60_000);
    expect(saved).toHaveLength(1);
  });

  it("takes the draft away when the message is sent", async () => {
    const { keeper, time, saved } = setUp();
    type(keeper, "hello");
    await time.pass(DRAFT_SETTLE_MS);
    type(keeper, "");
    await time.pass(DRAFT_SETTLE_MS);
    expect(saved.at(-1)).toEqual(["a", ""]);
  });

  it("tries again after a cut, and at once when the line is back", async () => {
    const { keeper, time, saved, failures, flush } = setUp();
    failures.push(failing({ kind: "network" }));
    type(keeper, "hello");
    await time.pass(DRAFT_SETTLE_MS);
    expect(keeper.get().unsavedDrafts).toEqual({ a: true });
    flush();
    await time.pass(0);
    expect(saved).toEqual([["a", "hello"]]);
  });

  it("lets a refused draft stay on this device", async () => {
    const { keeper, time, saved, failures } = setUp();
    failures.push(refusal("not_found", 404));
    type(keeper, "hello");
    await time.pass(60_000);
    expect(saved).toEqual([]);
    expect(keeper.get()).toMatchObject({ draftsByChat: { a: "hello" }, unsavedDrafts: {} });
  });
});

describe("drafts of other devices", () => {
  const fromPhone = chat({ id: "a", draft: { text: "from the phone", updatedAt: LONG_AGO } });

  it("show here", () => {
    const { keeper } = setUp();
    keeper.apply({ type: "chatFetched", chat: fromPhone });
    expect(keeper.get().draftsByChat).toEqual({ a: "from the phone" });
    keeper.apply({ type: "chatFetched", chat: chat({ id: "a" }) });
    expect(keeper.get().draftsByChat).toEqual({});
  });

  it("never replace what is being typed here", () => {
    const { keeper } = setUp();
    type(keeper, "typing");
    keeper.apply({ type: "chatFetched", chat: fromPhone });
    expect(keeper.get().draftsByChat).toEqual({ a: "typing" });
  });

  it("do not come back when the page opens with a newer one that was never handed over", () => {
    const { keeper } = setUp();
    keeper.apply({
      type: "cacheLoaded",
      cache: {
        me: me(),
        cursor: "1",
        storeId: null,
        chats: [fromPhone, chat({ id: "b" })],
        drafts: { a: "written offline" },
      },
    });
    expect(keeper.get()).toMatchObject({
      draftsByChat: { a: "written offline" },
      unsavedDrafts: { a: true },
    });
    keeper.apply({ type: "chatFetched", chat: { ...fromPhone, lastSeq: 3 } });
    expect(keeper.get().draftsByChat).toEqual({ a: "written offline" });
  });
});
