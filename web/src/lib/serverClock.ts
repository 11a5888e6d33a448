/**
 * The server's time, learnt from its answers. Token renewal, call timers and "last seen" count by
 * it, so that a wrong device clock breaks nothing.
 */

export interface ServerClock {
  /** Milliseconds since 1970; the device's own clock until something was learnt. */
  now(): number;
  /** Learns from a socket's `serverTime`, which is exact to the trip. */
  learn(serverTime: string): void;
  /** Learns from an HTTP `Date` header, which is exact to a second. Ignored when absent. */
  learnFromDateHeader(header: string | null): void;
}

interface Anchor {
  serverMs: number;
  wallMs: number;
  steadyMs: number;
}

export interface LocalClocks {
  /** May jump when somebody sets the clock. */
  wall(): number;
  /** Never jumps, but may stand still while the device sleeps. */
  steady(): number;
}

const deviceClocks: LocalClocks = { wall: () => Date.now(), steady: () => performance.now() };

export function createServerClock(clocks: LocalClocks = deviceClocks): ServerClock {
  let anchor: Anchor | null = null;

  function anchorAt(serverMs: number): void {
    if (Number.isNaN(serverMs)) return;
    anchor = { serverMs, wallMs: clocks.wall(), steadyMs: clocks.steady() };
  }

  function now(): number {
    if (anchor === null) return clocks.wall();
    // The larger of the two: the steady clock misses sleep, the wall clock may be set back.
    const elapsed = Math.max(clocks.wall() - anchor.wallMs, clocks.steady() - anchor.steadyMs);
    return anchor.serverMs + elapsed;
  }

  return {
    now,
    learn: (serverTime) => anchorAt(Date.parse(serverTime)),
    learnFromDateHeader(header) {
      if (header === null) return;
      const serverMs = Date.parse(header);
      // The header drops the fraction of the second: keep a finer anchor that agrees with it.
      const agrees = anchor !== null && Math.abs(now() - (serverMs + 500)) < 1500;
      if (!agrees) anchorAt(serverMs + 500);
    },
  };
}

export const serverClock: ServerClock = createServerClock();
