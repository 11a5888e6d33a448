/** What a screen is asked to do when one arrives at it: the `state` of a history entry. */

export interface Arrival {
  /** The chat begins to record a voice message. */
  record?: "voice";
}

/** Whatever a history entry holds, it is not trusted. */
export function arrivalOf(state: unknown): Arrival {
  if (typeof state !== "object" || state === null) return {};
  return "record" in state && state.record === "voice" ? { record: "voice" } : {};
}
