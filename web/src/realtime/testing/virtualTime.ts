/** Time that only moves when a test says so. */
import type { Timers } from "@/lib/timers";

export interface VirtualTime {
  timers: Timers;
  /** Milliseconds since the test began. */
  now(): number;
  /** Lets `ms` pass: what becomes due runs, in order, each with all that follows from it. */
  pass(ms: number): Promise<void>;
}

interface Due {
  atMs: number;
  everyMs: number | null;
  run: () => void;
}

export function createVirtualTime(): VirtualTime {
  let nowMs = 0;
  const waiting = new Set<Due>();

  function add(due: Due): () => void {
    waiting.add(due);
    return () => waiting.delete(due);
  }

  function next(untilMs: number): Due | undefined {
    return [...waiting].filter((due) => due.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
  }

  return {
    timers: {
      after: (ms, run) => add({ atMs: nowMs + ms, everyMs: null, run }),
      every: (ms, run) => add({ atMs: nowMs + ms, everyMs: ms, run }),
    },
    now: () => nowMs,
    async pass(ms) {
      const untilMs = nowMs + ms;
      await settled();
      for (let due = next(untilMs); due !== undefined; due = next(untilMs)) {
        nowMs = due.atMs;
        if (due.everyMs === null) waiting.delete(due);
        else due.atMs += due.everyMs;
        due.run();
        await settled();
      }
      nowMs = untilMs;
    },
  };
}

/** Lets every promise that can go on go on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}
