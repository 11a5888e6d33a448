/**
 * Who is signed in on this device, across reloads, tabs and outages. Only the server's own word ends
 * a session; without network the cached app opens.
 */
import { FailureError, toFailure } from "@/api/failure";
import {
  deleteMe,
  fetchMe,
  logInByPasskey,
  login,
  logout,
  refresh,
  register,
} from "@/api/requests";
import type { Session, UserId } from "@/api/types";
import { logger } from "@/lib/logger";
import type { Timers } from "@/lib/timers";
import type { SessionActions } from "./messenger";
import { openCache, type Cache } from "./offline";
import type { SignedOutReason } from "./state";
import type { StateKeeper } from "./stateKeeper";
import type { Tabs } from "./tabMessages";
import { endsSession, type TokenKeeper } from "./tokens";

/** Whose app to open at once, before the server is asked. */
const LAST_USER = "zvonilka.user";
/** The server has not heard of the last log-out yet: its cookie must not sign anybody in. */
const LOGOUT_PENDING = "zvonilka.logoutPending";
const RETRY_MS = 3_000;

export interface AccountParts {
  keeper: StateKeeper;
  tokens: TokenKeeper;
  tabs: Tabs;
  timers: Timers;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  /** Somebody's app begins: from here on there is a cache, an outbox and a connection. */
  begin: (cache: Cache) => Promise<void>;
  /** It is over: connection closed, nothing written any more. */
  end: () => void;
  /** What else on this page belongs to the person. */
  forgetQueries: () => void;
  /** What else on this device belongs to the person. */
  forgetTraces: () => Promise<void>;
  unsentCount: () => number;
}

export interface Account extends SessionActions {
  /** The server said, over the socket, that the session is over. */
  ended(): void;
}

export function createAccount(parts: AccountParts): Account {
  const { keeper, tokens, tabs, timers, storage } = parts;
  let cache: Cache | null = null;
  /** Whose app is just being opened. */
  let opening: UserId | null = null;
  /** The account is being deleted: nothing of it is kept for later. */
  let deleting = false;

  async function open(userId: UserId): Promise<Cache> {
    cache = await openCache(userId);
    return cache;
  }

  async function boot(): Promise<void> {
    if (storage.getItem(LOGOUT_PENDING) !== null) {
      await finishLogout();
      return;
    }
    const userId = storage.getItem(LAST_USER);
    if (userId !== null) {
      const opened = await open(userId);
      const cached = await opened.load();
      if (cached !== null) {
        // At once, whatever the network does; the token is fetched by whoever needs it first.
        keeper.apply({ type: "cacheLoaded", cache: cached });
        await parts.begin(opened);
        return;
      }
    }
    await bootFromServer();
  }

  async function bootFromServer(): Promise<void> {
    try {
      await tokens.fresh();
    } catch (caught) {
      if (keeper.get().session.phase !== "booting") return;
      if (endsSession(toFailure(caught))) signedOut(null);
      else timers.after(RETRY_MS, () => void bootFromServer());
    }
  }

  /** Every way to tokens ends here: log-in, registration, a renewal here or in another tab. */
  async function adopted(session: Session): Promise<void> {
    const { session: current } = keeper.get();
    if (current.phase === "signedIn") {
      if (current.me.id === session.user.id) {
        keeper.apply({ type: "meUpdated", me: session.user });
      } else {
        // Another tab has signed in as somebody else: this page still shows the former person's app.
        location.reload();
      }
      return;
    }
    if (opening === session.user.id) return;
    opening = session.user.id;
    storage.setItem(LAST_USER, session.user.id);
    storage.removeItem(LOGOUT_PENDING);
    const opened = await open(session.user.id);
    const cached = await opened.load();
    if (cached !== null) keeper.apply({ type: "cacheLoaded", cache: cached });
    keeper.apply({ type: "signedIn", me: session.user });
    opening = null;
    await parts.begin(opened);
  }

  function signedOut(reason: SignedOutReason | null): void {
    parts.end();
    tokens.forget();
    storage.removeItem(LAST_USER);
    parts.forgetQueries();
    keeper.apply({ type: "signedOut", reason });
  }

  /** The server has ended the session. Unsent messages wait for the person to log in again. */
  async function ended(): Promise<void> {
    const keepsOutbox = !deleting && parts.unsentCount() > 0;
    const ending = cache;
    cache = null;
    // Where nobody was signed in, what lies here, such as what another app shared, is for whoever logs in now.
    const wasSomebodys = storage.getItem(LAST_USER) !== null;
    signedOut(keeper.get().session.phase === "booting" ? null : "sessionEnded");
    await Promise.all([
      keepsOutbox ? ending?.forgetChats() : ending?.destroy(),
      wasSomebodys ? parts.forgetTraces() : undefined,
    ]);
  }

  async function signOut(): Promise<void> {
    storage.setItem(LOGOUT_PENDING, "yes");
    const told = logout().then(
      () => storage.removeItem(LOGOUT_PENDING),
      (caught: unknown) => {
        // A session that is over needs no log-out; one that could not be told is told at the next start.
        if (endsSession(toFailure(caught))) storage.removeItem(LOGOUT_PENDING);
      },
    );
    await told;
    await wipe();
  }

  async function wipe(): Promise<void> {
    const ending = cache;
    cache = null;
    signedOut("signedOut");
    tabs.post({ type: "signedOut" });
    await Promise.all([ending?.destroy(), parts.forgetTraces()]);
  }

  async function deleteAccount(password: string): Promise<void> {
    deleting = true;
    try {
      await deleteMe(password);
      await wipe();
    } finally {
      deleting = false;
    }
  }

  async function finishLogout(): Promise<void> {
    signedOut(null);
    try {
      await refresh().then((session) => {
        tokens.adopt(session);
        return logout();
      });
      storage.removeItem(LOGOUT_PENDING);
    } catch (caught) {
      if (endsSession(toFailure(caught))) storage.removeItem(LOGOUT_PENDING);
      else logger.info("the log-out is told to the server at the next start");
    } finally {
      tokens.forget();
    }
  }

  tokens.onRenewed((session) => {
    // While a log-out is being finished, its tokens sign nobody in.
    if (storage.getItem(LOGOUT_PENDING) === null) void adopted(session);
  });
  tokens.onEnded(() => void ended());
  tabs.listen((message) => {
    const { phase } = keeper.get().session;
    if (message.type === "signedOut" && phase === "signedIn") {
      cache = null;
      signedOut("signedOut");
    } else if (message.type === "signedIn" && phase === "signedOut") {
      location.reload();
    }
  });

  async function enter(session: Session): Promise<void> {
    storage.removeItem(LOGOUT_PENDING);
    tokens.adopt(session);
    tabs.post({ type: "signedIn", userId: session.user.id });
    await signedIn();
  }

  /** Resolves once the app is there, so that the log-in form does not wait for a second look. */
  function signedIn(): Promise<void> {
    if (keeper.get().session.phase === "signedIn") return Promise.resolve();
    return new Promise((resolve) => {
      const unsubscribe = keeper.store.subscribe((state) => {
        if (state.session.phase !== "signedIn") return;
        unsubscribe();
        resolve();
      });
    });
  }

  return {
    boot,
    signIn: async (input) => enter(await login(input)),
    signInByPasskey: async (input) => enter(await logInByPasskey(input)),
    register: async (input) => enter(await register(input)),
    signOut,
    deleteAccount,
    unsentCount: parts.unsentCount,
    async refreshMe() {
      const me = await fetchMe();
      const { session } = keeper.get();
      if (session.phase !== "signedIn") throw new FailureError({ kind: "aborted" });
      keeper.apply({ type: "meUpdated", me });
    },
    ended: () => void ended(),
  };
}
