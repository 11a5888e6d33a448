/**
 * What STUN tells: whether this device can be reached from outside, under which address, and what kind of NAT is on
 * the way. Pure; `browserProbes.ts` gathers.
 */

/** What came of gathering with nothing but STUN servers. */
export interface Gathered {
  /** STUN servers that were asked. */
  servers: number;
  /** What they answered: how one is seen from outside, and from which own port (0: the browser hides it). */
  reflexive: { address: string; port: number; ownPort: number }[];
  /** The browser waits for no further answer. */
  complete: boolean;
  /** The browser tells which servers did not answer; some never do. */
  tellsSilence: boolean;
  /** Servers without an answer, on one of the device's networks at least. */
  silent: string[];
}

/** `null` stands for an address that is the same outside. */
export type StunFinding =
  /** `noList`: the server could not be asked whom to ask. `unknown`: the browser does not say. */
  { problem: "notOffered" | "noList" | "unreachable" | "unknown" } | { address: string | null };

/** `relayAnswers`: the relay behind the same port answers by UDP, so STUN does, too. */
export function stunFinding(gathered: Gathered, relayAnswers: boolean): StunFinding {
  if (gathered.servers === 0) return { problem: "notOffered" };
  const [first] = gathered.reflexive;
  if (first !== undefined) return { address: first.address };
  // A browser does not say an address twice: an answer that brought nothing new means that it is the same outside.
  // A network that leads nowhere, of a VPN or of containers, hides that.
  if (relayAnswers) return { address: null };
  if (!gathered.tellsSilence) return { problem: "unknown" };
  const allAnswered = gathered.complete && gathered.silent.length === 0;
  return allAnswered ? { address: null } : { problem: "unreachable" };
}

/**
 * `none`: no NAT. `friendly`: the same outer port for everybody, so that direct calls work. `strict`: another port for
 * each, so that calls need the relay. `unknown`: fewer than two servers answered, and one cannot compare.
 */
export type NatKind = "none" | "friendly" | "strict" | "unknown";

export function natKind(gathered: Gathered, stun: StunFinding): NatKind {
  if ("problem" in stun) return "unknown";
  if (stun.address === null) return "none";
  if (gathered.servers - new Set(gathered.silent).size < 2) return "unknown";
  if (!gathered.complete || !gathered.tellsSilence) return "unknown";
  const outer = new Map<number, Set<string>>();
  for (const { address, port, ownPort } of gathered.reflexive) {
    // Where the own port is hidden, two answers cannot be told to belong together.
    if (ownPort === 0) return "unknown";
    const seen = outer.get(ownPort) ?? new Set();
    outer.set(ownPort, seen.add(`${address}:${port}`));
  }
  return [...outer.values()].some((seen) => seen.size > 1) ? "strict" : "friendly";
}
