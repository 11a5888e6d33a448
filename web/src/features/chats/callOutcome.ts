/** How a call went, from my side. */
import type { CallCard } from "@/api/types";

export type CallOutcome =
  | { kind: "talked"; durationMs: number }
  | { kind: "missed" }
  | { kind: "noAnswer" }
  | { kind: "declinedByThem" }
  | { kind: "declinedByMe" }
  | { kind: "busy" }
  | { kind: "cancelled" }
  | { kind: "failed" }
  | { kind: "going" };

/** `own`: I was the one who called. */
export function callOutcome(card: CallCard, own: boolean): CallOutcome {
  switch (card.status) {
    case "ended":
      return { kind: "talked", durationMs: card.durationMs ?? 0 };
    case "missed":
      return own ? { kind: "noAnswer" } : { kind: "missed" };
    case "cancelled":
      return own ? { kind: "cancelled" } : { kind: "missed" };
    case "busy":
      return own ? { kind: "busy" } : { kind: "missed" };
    case "rejected":
      return own ? { kind: "declinedByThem" } : { kind: "declinedByMe" };
    case "failed":
      return { kind: "failed" };
    case "initiating":
    case "ringing":
    case "answered":
      return { kind: "going" };
  }
}
