import { beforeEach, describe, expect, it } from "vitest";

import { FailureError } from "@/api/failure";
import type { Session } from "@/api/types";
import type { Locks } from "@/lib/locks";
import { createServerClock, type ServerClock } from "@/lib/serverClock";
import { failing, refusal, session } from "./testing/records";
import { createTestTabs, type TestTabs } from "./testing/testTabs";
import { createVirtualTime, settled, type VirtualTime } from "./testing/virtualTime";
import { createTokenKeeper, type TokenKeeper } from "./tokens";

const SERVER_START = Date.parse("2026-05-01T12:00:00.000Z");
const LIFE_MS = 10 * 60_000;

/** Nobody else wants the lock. */
const onlyTab: Locks = {
  exclusively: (_name, work) => work(),
  ifFree: (_name, work) => work(),
};

let time: VirtualTime;
let tabs: TestTabs;
let clock: ServerClock;
let refreshes: number;
let answer: () => Promise<Session>;
let tokens: TokenKeeper;
let ends: number;

function issued(name: string, lifeMs = LIFE_MS): Session {
  const serverMs = SERVER_START + time.now();
  return session(name, { serverMs, expiresMs: serverMs + lifeMs });
}

function start(deviceWrongByMs = 0): void {
  time = createVirtualTime();
  tabs = createTestTabs();
  clock = createServerClock({
    wall: () => SERVER_START + deviceWrongByMs + time.now(),
    steady: time.now,
  });
  refreshes = 0;
  ends = 0;
  answer = () => Promise.resolve(issued(`token ${refreshes}`));
  tokens = createTokenKeeper({
    refresh() {
      refreshes += 1;
      return answer();
    },
    clock,
    timers: time.timers,
    locks: onlyTab,
    tabs,
    random: () => 0,
  });
  tokens.onEnded(() => (ends += 1));
}

beforeEach(() => start());

describe("access tokens", () => {
  it("are fetched once for all who ask at the same time", async () => {
    const all = await Promise.all([tokens.fresh(), tokens.renew(null), tokens.fresh()]);
    expect(all).toEqual(["token 1", "token 1", "token 1"]);
    expect(refreshes).toBe(1);
    expect(tokens.current()).toBe("token 1");
  });

  it("are not fetched again for somebody whose rejected one was replaced meanwhile", async () => {
    await tokens.fresh();
    expect(await tokens.renew("token 1")).toBe("token 2");
    expect(await tokens.renew("token 1")).toBe("token 2");
    expect(refreshes).toBe(2);
  });

  it("are taken from the tab that fetched them", async () => {
    tokens.adopt(issued("mine"));
    tabs.hear({ type: "tokens", session: issued("theirs") });
    expect(tokens.current()).toBe("theirs");
    expect(await tokens.renew("mine")).toBe("theirs");
    expect(refreshes).toBe(0);
  });

  it("are told to the other tabs", async () => {
    await tokens.fresh();
    expect(tabs.posted).toMatchObject([{ type: "tokens", session: { accessToken: "token 1" } }]);
  });

  it("of another tab sign nobody in where nobody is signed in", () => {
    tabs.hear({ type: "tokens", session: issued("theirs") });
    expect(tokens.current()).toBeNull();
  });

  it("end with the session when the server says so, for every tab's question at once", async () => {
    tokens.adopt(issued("mine"));
    answer = () => Promise.reject(refusal("session_ended", 401));
    await expect(tokens.renew("mine")).rejects.toBeInstanceOf(FailureError);
    expect(ends).toBe(1);
    expect(tokens.current()).toBeNull();
    await time.pass(24 * 3_600_000);
    expect(refreshes).toBe(1);
  });

  it.each([
    ["no network", failing({ kind: "network" })],
    ["a proxy's error page", failing({ kind: "malformed", status: 500 })],
    ["a server in trouble", refusal("internal", 500)],
    ["a server that cannot store", refusal("unavailable", 503)],
    ["too many requests", refusal("too_many_requests", 429, 1_000)],
    ["a forbidden origin", refusal("forbidden", 403)],
  ])("outlive %s", async (_name, failure) => {
    tokens.adopt(issued("mine"));
    answer = () => Promise.reject(failure);
    await time.pass(3 * LIFE_MS);
    expect(refreshes).toBeGreaterThan(3);
    expect(ends).toBe(0);
    answer = () => Promise.resolve(issued("at last"));
    await time.pass(60_000);
    expect(tokens.current()).toBe("at last");
  });

  it("are renewed well before they expire, again and again", async () => {
    tokens.adopt(issued("mine"));
    for (let minute = 0; minute < 60; minute += 1) {
      expect(tokens.current()).not.toBeNull();
      await time.pass(60_000);
    }
    expect(refreshes).toBe(Math.floor(60 / 7));
  });

  it.each([-400 * 86_400_000, 400 * 86_400_000])(
    "do not care that the device's clock is %d ms off",
    async (wrongByMs) => {
      start(wrongByMs);
      tokens.adopt(issued("mine"));
      expect(tokens.current()).toBe("mine");
      await time.pass(0.69 * LIFE_MS);
      expect(refreshes).toBe(0);
      await time.pass(0.02 * LIFE_MS);
      expect(refreshes).toBe(1);
      expect(tokens.current()).toBe("token 1");
    },
  );

  it("are renewed on waking up when the device slept past their time", async () => {
    let wall = SERVER_START;
    clock = createServerClock({ wall: () => wall, steady: () => 0 });
    tokens = createTokenKeeper({
      refresh: () => {
        refreshes += 1;
        const served = { serverMs: wall, expiresMs: wall + LIFE_MS };
        return Promise.resolve(session("after sleep", served));
      },
      clock,
      timers: time.timers,
      locks: onlyTab,
      tabs,
      random: () => 0,
    });
    tokens.adopt(session("before sleep", { serverMs: wall, expiresMs: wall + LIFE_MS }));
    tokens.wakeUp();
    await settled();
    expect(refreshes).toBe(0);
    wall += 8 * 3_600_000;
    expect(tokens.current()).toBeNull();
    tokens.wakeUp();
    await settled();
    expect(tokens.current()).toBe("after sleep");
  });

  it("that come after the person has left are dropped", async () => {
    let arrive = (_session: Session): void => undefined;
    answer = () => new Promise((resolve) => (arrive = resolve));
    const asked = tokens.fresh();
    await settled();
    tokens.forget();
    arrive(issued("late"));
    await expect(asked).rejects.toMatchObject({ failure: { kind: "aborted" } });
    expect(tokens.current()).toBeNull();
  });
});
