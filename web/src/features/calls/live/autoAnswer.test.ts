import { describe, expect, it, vi } from "vitest";

import type { AutoAnswer as Answer } from "@/api/types";
import { FailureError } from "@/api/failure";
import { createListeners } from "@/lib/listeners";
import type { Locks } from "@/lib/locks";
import { COUNTDOWN_S, createAutoAnswer } from "./autoAnswer";
import type { CallSession } from "./callSession";
import type { LiveCallsView } from "./liveCalls";
import type { CallPhase } from "./phase";

const QUIET: LiveCallsView = {
  call: null,
  minimised: false,
  waiting: null,
  other: null,
  elsewhere: null,
  groupRing: null,
  inGroup: false,
  carried: null,
};

/** One call at a time, a clock that is moved by hand, and a server that says `answer`. */
function scene(answer: Answer | Error, asks = false) {
  const listeners = createListeners<void>();
  const answered: string[] = [];
  let view = QUIET;
  let tick: (() => void) | null = null;
  const lookUp = vi.fn((userId: string) => {
    void userId;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  const locks = tabLocks();
  const parts = {
    calls: {
      view: () => view,
      subscribe: listeners.add,
      session: () => ({ answer: (how: string) => answered.push(how) }) as unknown as CallSession,
    },
    timers: {
      after: () => () => undefined,
      every(_ms: number, run: () => void) {
        tick = run;
        return () => (tick = null);
      },
    },
    locks,
    lookUp,
    wouldAsk: () => Promise.resolve(asks),
  };
  const auto = createAutoAnswer(parts);
  const stop = auto.run();
  return {
    auto,
    answered,
    lookUp,
    stop,
    parts,
    async call(name: CallPhase["name"], kind: "audio" | "video" = "video", callId = "c1") {
      view = { ...QUIET, call: { callId, peerId: "mum", kind, phase: { name } } as never };
      listeners.tell();
      await settled();
    },
    seconds(count: number) {
      for (let n = 0; n < count; n++) tick?.();
    },
    isCounting: () => tick !== null,
  };
}

/** As between the tabs of one browser. */
function tabLocks(): Locks {
  const taken = new Set<string>();
  return {
    exclusively: (_name, work) => work(),
    async ifFree(name, work) {
      if (taken.has(name)) return null;
      taken.add(name);
      try {
        return await work();
      } finally {
        taken.delete(name);
      }
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("answering without a touch", () => {
  it("counts down, and then answers as the person wants it", async () => {
    for (const [answer, kind, how] of [
      ["camera", "video", "asCalled"],
      ["sound", "video", "soundOnly"],
      ["camera", "audio", "soundOnly"],
    ] as const) {
      const s = scene(answer);
      await s.call("incoming", kind);
      expect(s.lookUp).toHaveBeenCalledWith("mum");
      expect(s.auto.view()).toEqual({
        callId: "c1",
        secondsLeft: COUNTDOWN_S,
        camera: how === "asCalled",
      });
      s.seconds(COUNTDOWN_S - 1);
      expect(s.auto.view()?.secondsLeft).toBe(1);
      expect(s.answered).toEqual([]);
      s.seconds(1);
      expect([s.answered, s.auto.view(), s.isCounting()]).toEqual([[how], null, false]);
    }
  });

  it("leaves to ring whom nobody trusts, and whom it cannot ask about", async () => {
    for (const answer of ["never", new FailureError({ kind: "network" })] as const) {
      const s = scene(answer);
      await s.call("incoming");
      expect(s.auto.view()).toBeNull();
      expect(s.isCounting()).toBe(false);
    }
  });

  it("leaves to ring when the browser would ask, as nobody may be there to say yes", async () => {
    const s = scene("camera", true);
    await s.call("incoming");
    expect(s.auto.view()).toBeNull();
  });

  it("is stopped once for the whole call", async () => {
    const s = scene("sound");
    await s.call("incoming");
    s.seconds(2);
    s.auto.stop();
    expect([s.auto.view(), s.isCounting()]).toEqual([null, false]);
    await s.call("incoming");
    expect(s.auto.view()).toBeNull();
    expect(s.lookUp).toHaveBeenCalledTimes(1);
    await s.call("incoming", "video", "c2");
    expect(s.auto.view()?.callId).toBe("c2");
  });

  it("ends when the call is answered, declined or called off meanwhile", async () => {
    for (const phase of ["connecting", "ended"] as const) {
      const s = scene("sound");
      await s.call("incoming");
      await s.call(phase);
      expect([s.auto.view(), s.isCounting()]).toEqual([null, false]);
      expect(s.answered).toEqual([]);
    }
  });

  it("ends with the page, and is free for the next tab", async () => {
    const s = scene("sound");
    await s.call("incoming");
    s.stop();
    expect(s.isCounting()).toBe(false);
    await settled();
    const next = createAutoAnswer(s.parts);
    next.run();
    await settled();
    expect(next.view()?.callId).toBe("c1");
  });

  it("is counted in one tab only", async () => {
    const s = scene("sound");
    await s.call("incoming");
    const other = createAutoAnswer(s.parts);
    other.run();
    await settled();
    expect(s.auto.view()).not.toBeNull();
    expect(other.view()).toBeNull();
  });
});
