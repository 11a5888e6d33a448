/** Figures of a line through the relay, from what was sent and what arrived when. Pure. */

/** One small packet of the steady stream, as large and as frequent as those of a voice. */
export interface Arrival {
  /** Milliseconds by one and the same clock: both ends are in this page. */
  sentMs: number;
  receivedMs: number;
}

export interface RelayFigures {
  /** To the relay and back; `null` when nothing arrived. */
  delayMs: number | null;
  /** Mean difference of neighbouring delays. */
  jitterMs: number;
  /** In thousandths. */
  loss: number;
  /** Through the relay, as far as was tried; `null` when it could not be measured. */
  kbps: number | null;
}

/** `arrivals` in the order in which they came; a copy of a packet must not be among them. */
export function relayFigures(
  sent: number,
  arrivals: readonly Arrival[],
  bulk: Bulk | null,
): RelayFigures {
  const delays = arrivals.map(({ sentMs, receivedMs }) => Math.max(0, receivedMs - sentMs));
  return {
    delayMs: delays.length === 0 ? null : Math.round(median(delays)),
    jitterMs: Math.round(meanStep(delays)),
    loss: sent === 0 ? 0 : Math.round((1_000 * Math.max(0, sent - arrivals.length)) / sent),
    kbps: bulk === null ? null : kbpsOf(bulk),
  };
}

/** What arrived of as much as the line would take. */
export interface Bulk {
  bytes: number;
  /** From the first to the last arrival. */
  firstMs: number;
  lastMs: number;
}

function kbpsOf({ bytes, firstMs, lastMs }: Bulk): number | null {
  const elapsed = lastMs - firstMs;
  return elapsed <= 0 ? null : Math.round((bytes * 8) / elapsed);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function meanStep(delays: readonly number[]): number {
  if (delays.length < 2) return 0;
  let sum = 0;
  for (let at = 1; at < delays.length; at++) {
    sum += Math.abs((delays[at] ?? 0) - (delays[at - 1] ?? 0));
  }
  return sum / (delays.length - 1);
}
