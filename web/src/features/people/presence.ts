import type { User } from "@/api/types";
import { momentAgo } from "@/lib/moments";
import type { Presence } from "@/realtime/state";

/** Presence in the order in which it matters to somebody who wants to talk. */
export type PresenceWords =
  | { key: "online" }
  | { key: "away" }
  | { key: "justNow" }
  | { key: "lastSeen"; when: string }
  | { key: "never" };

/**
 * What was heard live wins over what the directory said when it was fetched; but somebody whose last
 * visit the server does not tell has hidden it, whatever was heard before.
 */
export function presenceOf(user: User, live: Presence | null): Presence {
  if (!user.online && user.lastSeenAt == null && live?.online !== true) {
    return { online: false, away: false, lastSeenAt: null };
  }
  return (
    live ?? {
      online: user.online,
      away: user.away ?? false,
      lastSeenAt: user.lastSeenAt ?? null,
    }
  );
}

/** `now` is the server's time in milliseconds. */
export function presenceWords(presence: Presence, now: number, locale: string): PresenceWords {
  if (presence.online) return { key: presence.away ? "away" : "online" };
  if (presence.lastSeenAt === null) return { key: "never" };
  const when = momentAgo(Date.parse(presence.lastSeenAt), now, locale);
  return when === null ? { key: "justNow" } : { key: "lastSeen", when };
}
