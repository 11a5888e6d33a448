/**
 * The access token, in memory only. Renewed by the refresh cookie well before it expires, on
 * waking up and when the server rejects it, by one tab for all. Only the server's own word ends the
 * session; a bad network never does.
 */
import { FailureError, toFailure, type Failure } from "@/api/failure";
import type { AccessTokens } from "@/api/client";
import type { Session } from "@/api/types";
import type { Locks } from "@/lib/locks";
import { createListeners } from "@/lib/listeners";
import type { ServerClock } from "@/lib/serverClock";
import type { Timers } from "@/lib/timers";
import type { Tabs } from "./tabMessages";

export interface TokenKeeper extends AccessTokens {
  /** A token that is good for now: the held one or a new one. Throws `FailureError`. */
  fresh(): Promise<string>;
  /** Takes the tokens of a log-in, a registration or a refresh, and tells the other tabs. */
  adopt(session: Session): void;
  /** Nobody is signed in any more. */
  forget(): void;
  /** Renews what became old while the device slept. */
  wakeUp(): void;
  /** Hears of every new token, those of other tabs too. */
  onRenewed(listener: (session: Session) => void): () => void;
  /** The server has ended the session. */
  onEnded(listener: () => void): () => void;
}

export interface TokenKeeperParts {
  /** `POST /api/auth/refresh`. */
  refresh: () => Promise<Session>;
  clock: ServerClock;
  timers: Timers;
  locks: Locks;
  tabs: Tabs;
  /** 0 up to 1: spreads the renewals of several tabs. */
  random: () => number;
}

interface Held {
  token: string;
  /** Server time. */
  renewAtMs: number;
  expiresAtMs: number;
}

/** After this share of its life a token is renewed: early enough to survive hours without network. */
const RENEW_AFTER = 0.7;
/** A token this close to its end is not worth sending. */
const TOO_LATE_MS = 2_000;
const RETRY_MS = 15_000;

export function createTokenKeeper(parts: TokenKeeperParts): TokenKeeper {
  const { refresh, clock, timers, locks, tabs, random } = parts;
  const renewed = createListeners<Session>();
  const ended = createListeners<void>();
  let held: Held | null = null;
  let flight: Promise<string> | null = null;
  let cancelTimer = (): void => undefined;
  /** Grows when the person changes, so that late answers for the previous one are dropped. */
  let generation = 0;

  function hold(session: Session): void {
    clock.learn(session.serverTime);
    const now = clock.now();
    const expiresAtMs = Date.parse(session.accessTokenExpiresAt);
    const share = RENEW_AFTER - 0.1 * random();
    held = {
      token: session.accessToken,
      expiresAtMs,
      renewAtMs: now + (expiresAtMs - now) * share,
    };
    schedule(held.renewAtMs - now);
    renewed.tell(session);
  }

  function usable(): string | null {
    return held !== null && clock.now() < held.expiresAtMs - TOO_LATE_MS ? held.token : null;
  }

  function schedule(ms: number): void {
    cancelTimer();
    cancelTimer = timers.after(Math.max(ms, 500), renewInBackground);
  }

  function renewInBackground(): void {
    renew(held?.token ?? null).catch((caught: unknown) => {
      const failure = toFailure(caught);
      if (held !== null && !endsSession(failure)) schedule(RETRY_MS * (0.5 + random()));
    });
  }

  function renew(rejected: string | null): Promise<string> {
    const other = usable();
    if (other !== null && other !== rejected) return Promise.resolve(other);
    flight ??= renewOnce(rejected).finally(() => {
      flight = null;
    });
    return flight;
  }

  async function renewOnce(rejected: string | null): Promise<string> {
    const mine = generation;
    return locks.exclusively("zvonilka.refresh", async () => {
      // Another tab may have done it while this one waited for its turn.
      const other = usable();
      if (other !== null && other !== rejected) return other;
      try {
        const session = await refresh();
        if (mine !== generation) throw new FailureError({ kind: "aborted" });
        hold(session);
        tabs.post({ type: "tokens", session });
        return session.accessToken;
      } catch (caught) {
        if (mine === generation && endsSession(toFailure(caught))) {
          forget();
          ended.tell();
        }
        throw caught;
      }
    });
  }

  function forget(): void {
    generation += 1;
    held = null;
    cancelTimer();
  }

  tabs.listen((message) => {
    const wanted = held !== null || flight !== null;
    if (message.type === "tokens" && wanted) hold(message.session);
  });

  return {
    current: usable,
    renew,
    fresh: () => renew(null),
    adopt(session) {
      generation += 1;
      hold(session);
      tabs.post({ type: "tokens", session });
    },
    forget,
    wakeUp() {
      if (held !== null && clock.now() >= held.renewAtMs) renewInBackground();
    },
    onRenewed: renewed.add,
    onEnded: ended.add,
  };
}

/** Whether the server said that the session is over, as opposed to not being able to answer. */
export function endsSession(failure: Failure): boolean {
  return (
    failure.kind === "problem" &&
    failure.status === 401 &&
    (failure.code === "session_ended" || failure.code === "unauthenticated")
  );
}
