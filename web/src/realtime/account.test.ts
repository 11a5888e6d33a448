import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";

import * as requests from "@/api/requests";
import type { Session } from "@/api/types";
import { createServerClock } from "@/lib/serverClock";
import { createAccount, type Account } from "./account";
import type { Cache } from "./offline";
import { createStateKeeper, type StateKeeper } from "./stateKeeper";
import { chat, failing, me, pending, refusal, session } from "./testing/records";
import { createTestTabs, type TestTabs } from "./testing/testTabs";
import { createVirtualTime, type VirtualTime } from "./testing/virtualTime";
import { createTokenKeeper, type TokenKeeper } from "./tokens";

vi.mock("@/api/requests");

const LIFE_MS = 600_000;
const offline = failing({ kind: "network" });

let time: VirtualTime;
let tabs: TestTabs;
let keeper: StateKeeper;
let tokens: TokenKeeper;
let account: Account;
let begun: Cache[];
let ends: number;
let unsent: number;
let tracesForgotten: number;
let memory: Map<string, string>;

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.resetAllMocks();
  memory = new Map();
  startPage();
});

/** A page of the same browser: what is stored stays, the rest is new. */
function startPage(): void {
  time = createVirtualTime();
  tabs = createTestTabs();
  keeper = createStateKeeper();
  begun = [];
  ends = 0;
  unsent = 0;
  tracesForgotten = 0;
  tokens = createTokenKeeper({
    refresh: requests.refresh,
    clock: createServerClock({ wall: time.now, steady: time.now }),
    timers: time.timers,
    locks: { exclusively: (_name, work) => work(), ifFree: (_name, work) => work() },
    tabs,
    random: () => 0,
  });
  account = createAccount({
    keeper,
    tokens,
    tabs,
    timers: time.timers,
    storage: {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => void memory.set(key, value),
      removeItem: (key) => void memory.delete(key),
    },
    begin: (cache) => Promise.resolve(void begun.push(cache)),
    end: () => (ends += 1),
    forgetQueries: () => undefined,
    forgetTraces: () => Promise.resolve(void (tracesForgotten += 1)),
    unsentCount: () => unsent,
  });
}

const issued = (userId = "me"): Session =>
  session("token", { serverMs: time.now(), expiresMs: time.now() + LIFE_MS, userId });
const phase = (): string => keeper.get().session.phase;
const decided = (): Promise<void> =>
  vi.waitFor(() => expect(phase()).not.toBe("booting"), { interval: 1, timeout: 30_000 });

async function signIn(): Promise<void> {
  vi.mocked(requests.login).mockResolvedValue(issued());
  await account.signIn({ login: "me", password: "secret" });
  await vi.waitFor(() => expect(begun).toHaveLength(1), { interval: 1, timeout: 30_000 });
}

async function keepSomething(): Promise<void> {
  await begun[0]!.save({
    me: me(),
    cursor: "cursor",
    storeId: "store",
    drafts: {},
    unsaidReads: {},
    changedChats: [chat({ id: "a" })],
    changedTimelines: [],
    removedChats: [],
  });
  await begun[0]!.putInOutbox(pending({ clientId: "unsent", chatId: "a" }));
}

describe("starting the page", () => {
  it("without network opens the app as this device remembers it", async () => {
    await signIn();
    await keepSomething();
    startPage();
    vi.mocked(requests.refresh).mockRejectedValue(offline);
    await account.boot();
    expect(phase()).toBe("signedIn");
    expect(keeper.get().chatsById).toHaveProperty("a");
    expect((await begun[0]!.outbox()).map((item) => item.clientId)).toEqual(["unsent"]);
    expect(requests.refresh).not.toHaveBeenCalled();
  });

  it("where nobody was signed in forgets nothing: what was shared waits for the log-in", async () => {
    vi.mocked(requests.refresh).mockRejectedValue(refusal("unauthenticated", 401));
    await account.boot();
    await decided();
    expect([phase(), tracesForgotten]).toEqual(["signedOut", 0]);
  });

  it("forgets the traces of somebody whose session the server ended", async () => {
    await signIn();
    account.ended();
    await decided();
    expect([phase(), tracesForgotten]).toEqual(["signedOut", 1]);
  });

  it("without network and memory waits for the network, and asks nobody to log in", async () => {
    vi.mocked(requests.refresh).mockRejectedValue(offline);
    await account.boot();
    await time.pass(60_000);
    expect(phase()).toBe("booting");
    vi.mocked(requests.refresh).mockResolvedValue(issued());
    await time.pass(3_000);
    await decided();
    expect(phase()).toBe("signedIn");
  });

  it("without a session shows the log-in page, with nothing to explain", async () => {
    vi.mocked(requests.refresh).mockRejectedValue(refusal("unauthenticated", 401));
    await account.boot();
    await decided();
    expect(keeper.get().session).toEqual({ phase: "signedOut", reason: null });
  });
});

describe("a session that the server has ended", () => {
  it("says so, forgets the chats, and keeps what was not sent for the next log-in", async () => {
    await signIn();
    await keepSomething();
    unsent = 1;
    account.ended();
    expect(keeper.get().session).toEqual({ phase: "signedOut", reason: "sessionEnded" });
    expect(ends).toBe(1);
    await vi.waitFor(async () => expect(await begun[0]!.load()).toBeNull(), {
      interval: 1,
      timeout: 30_000,
    });
    startPage();
    await signIn();
    expect((await begun[0]!.outbox()).map((item) => item.clientId)).toEqual(["unsent"]);
  });

  it("leaves nothing when everything was sent", async () => {
    await signIn();
    account.ended();
    await vi.waitFor(async () => expect(await indexedDB.databases()).toEqual([]), {
      interval: 1,
      timeout: 30_000,
    });
    expect(memory).toEqual(new Map());
  });
});

describe("logging out", () => {
  it("tells the server and the other tabs, and leaves nothing on the device", async () => {
    await signIn();
    await keepSomething();
    vi.mocked(requests.logout).mockResolvedValue();
    await account.signOut();
    expect(keeper.get().session).toEqual({ phase: "signedOut", reason: "signedOut" });
    expect(tabs.posted).toContainEqual({ type: "signedOut" });
    expect(await indexedDB.databases()).toEqual([]);
    expect(memory).toEqual(new Map());
  });

  it("without network is finished at the next start, which signs nobody in", async () => {
    await signIn();
    await keepSomething();
    vi.mocked(requests.logout).mockRejectedValue(offline);
    await account.signOut();
    expect(phase()).toBe("signedOut");

    startPage();
    vi.mocked(requests.refresh).mockResolvedValue(issued());
    vi.mocked(requests.logout).mockResolvedValue();
    await account.boot();
    await time.pass(LIFE_MS);
    expect(requests.logout).toHaveBeenCalledTimes(2);
    expect(phase()).toBe("signedOut");
    expect(begun).toEqual([]);
    expect(tokens.current()).toBeNull();
    expect(memory).toEqual(new Map());
  });

  it("is remembered over as many starts as it takes to reach the server", async () => {
    await signIn();
    vi.mocked(requests.logout).mockRejectedValue(offline);
    await account.signOut();
    vi.mocked(requests.refresh).mockRejectedValue(offline);
    vi.spyOn(console, "info").mockReturnValue();
    for (let start = 0; start < 2; start += 1) {
      startPage();
      await account.boot();
      expect(phase()).toBe("signedOut");
    }
    startPage();
    vi.mocked(requests.refresh).mockRejectedValue(refusal("unauthenticated", 401));
    await account.boot();
    expect(memory).toEqual(new Map());
  });

  it("in another tab closes this one's app too", async () => {
    await signIn();
    tabs.hear({ type: "signedOut" });
    expect(phase()).toBe("signedOut");
    expect(tokens.current()).toBeNull();
    expect(ends).toBe(1);
  });
});

describe("logging in", () => {
  it("after a log-out that the server has not heard of opens the app", async () => {
    await signIn();
    vi.mocked(requests.logout).mockRejectedValue(offline);
    await account.signOut();
    startPage();
    await signIn();
    expect(phase()).toBe("signedIn");
    startPage();
    vi.mocked(requests.refresh).mockResolvedValue(issued());
    await account.boot();
    await decided();
    expect(phase()).toBe("signedIn");
  });
});
