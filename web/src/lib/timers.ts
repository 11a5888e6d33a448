/** Time as a parameter, so that tests need not wait. */

export interface Timers {
  /** Runs once after `ms`; returns what calls it off. */
  after(ms: number, run: () => void): () => void;
  /** Runs every `ms`, in hidden tabs too; returns what stops it. */
  every(ms: number, run: () => void): () => void;
}

/** Longer delays overflow and would fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

export const browserTimers: Timers = {
  after(ms, run) {
    const id = setTimeout(run, Math.min(ms, MAX_DELAY_MS));
    return () => clearTimeout(id);
  },
  every(ms, run) {
    // Browsers slow the timers of hidden pages down to one a minute, but not those of workers.
    if (!("Worker" in globalThis)) {
      const id = setInterval(run, ms);
      return () => clearInterval(id);
    }
    const worker = new Worker(new URL("./ticker.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = run;
    worker.postMessage(ms);
    return () => worker.terminate();
  },
};
