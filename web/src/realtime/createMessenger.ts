/** Puts the client together: one per page, for its whole life. */
import type { QueryClient } from "@tanstack/react-query";

import { toFailure } from "@/api/failure";
import { provideAccessTokens } from "@/api/client";
import type { CallEvent, ServerEvent } from "@/api/frames";
import { forgetPerson, refetchFailed } from "@/api/queryClient";
import {
  changeMySide,
  createGroup,
  fetchChat,
  joinByLink,
  openDirectChat,
  openSavedChat,
  refresh,
} from "@/api/requests";
import type { Chat, ChatId, ClientId, FileId, UserId } from "@/api/types";
import { socketUrl } from "@/lib/env";
import { randomId } from "@/lib/ids";
import { createListeners } from "@/lib/listeners";
import { createLocks } from "@/lib/locks";
import { serverClock } from "@/lib/serverClock";
import { createTabChannel } from "@/lib/tabChannel";
import { browserTimers } from "@/lib/timers";
import { forgetTraces } from "@/lib/traces";
import { createAccount } from "./account";
import { startCacheWriter, type CacheWriter } from "./cacheWriter";
import { createDrafts } from "./drafts";
import { watchIdle } from "./idle";
import type { Messenger, RefusedAction } from "./messenger";
import { memoryCache, type Cache } from "./offline";
import { createOutbox, type NewMessage, type Outbox } from "./outbox";
import { createReceipts } from "./receipts";
import type { Effect } from "./reducers/change";
import { createSocket, type SocketPhase, type Wire } from "./socket";
import type { LocalFileId } from "./state";
import { createStateKeeper } from "./stateKeeper";
import { createSyncer } from "./syncer";
import type { TabMessage } from "./tabMessages";
import { createTimelineLoader } from "./timelineLoader";
import { createTokenKeeper } from "./tokens";
import { createMyTyping } from "./typing";
import { createUploadProgress, createUploads } from "./uploads/uploads";

/** How often other people's typing is looked at for having stopped. */
const TYPING_CHECK_MS = 1_000;

/** A flood of changes asks for a chat's count once in this time. */
const REFETCH_AFTER_MS = 300;

/** How long a line that stands waits before it asks again for what it missed. */
const CATCH_UP_AGAIN_MS = 500;

/** What lives as long as somebody is signed in. */
interface SignedIn {
  cache: Cache;
  outbox: Outbox;
  writer: CacheWriter | null;
  /** Lets another tab lead. */
  resign: () => void;
}

export function createMessenger({ queryClient }: { queryClient: QueryClient }): Messenger {
  const timers = browserTimers;
  const locks = createLocks();
  const tabs = createTabChannel<TabMessage>("zvonilka");
  const steadyNow = (): number => performance.now();
  const random = (): number => Math.random();
  const keeper = createStateKeeper();
  const callEvents = createListeners<CallEvent>();
  const onlines = createListeners<void>();
  const refusals = createListeners<RefusedAction>();
  const personChanges = createListeners<UserId>();
  const inviteProgress = createListeners<void>();
  const simpleModeChanges = createListeners<UserId>();
  const callHolds = new Set<symbol>();
  const uploadProgress = createUploadProgress();
  /** Of what this page has sent. */
  const localIds = new Map<FileId, LocalFileId>();
  const refetching = new Set<ChatId>();
  let current: SignedIn | null = null;
  let cancelCatchUp = (): void => undefined;

  const tokens = createTokenKeeper({ refresh, clock: serverClock, timers, locks, tabs, random });
  provideAccessTokens(tokens);
  const socket = createSocket({
    open: () => new WebSocket(socketUrl()) as Wire,
    tokens,
    // Of this page, not of the browser's tab: a duplicated tab copies its session storage, and the two
    // would push each other out.
    tabId: randomId,
    timers,
    steadyNow,
    random,
  });
  const syncer = createSyncer({ keeper, socket, timers });
  const receipts = createReceipts({ keeper, socket, timers });
  const drafts = createDrafts({ keeper, timers, tell: changeMySide });
  const typing = createMyTyping({ socket, timers, steadyNow });
  const idle = watchIdle({ socket, timers });
  const timeline = createTimelineLoader({
    keeper,
    cache: () => current?.cache ?? memoryCache(),
    requestSync: syncer.request,
    catchUp: syncer.catchUp,
    timers,
  });
  const account = createAccount({
    keeper,
    tokens,
    tabs,
    timers,
    storage: localStorage,
    begin,
    end,
    forgetQueries: () => forgetPerson(queryClient),
    forgetTraces,
    unsentCount: () => Object.values(keeper.get().pendingByChat).flat().length,
  });

  async function begin(cache: Cache): Promise<void> {
    const serverNow = (): number => serverClock.now();
    const outbox = createOutbox({
      keeper,
      cache,
      socket,
      timers,
      tabs,
      serverNow,
      shownIsKept: async () => current?.writer?.flush(),
      uploads: (on) =>
        createUploads({
          ...on,
          blobs: cache.blobs,
          timers,
          tabs,
          random,
          progress: uploadProgress,
        }),
    });
    outbox.onRefused(refusals.tell);
    const started: SignedIn = { cache, outbox, writer: null, resign: () => undefined };
    current = started;
    await outbox.read();
    void lead(started);
    socket.start();
  }

  /** One tab sends and writes for all; when it closes, the next one takes over. */
  function lead(mine: SignedIn): Promise<void> {
    return locks.exclusively("zvonilka.lead", async () => {
      if (current !== mine) return;
      mine.writer = startCacheWriter({ keeper, cache: mine.cache, timers, written: null });
      mine.outbox.lead();
      await new Promise<void>((resolve) => {
        mine.resign = resolve;
      });
    });
  }

  function end(): void {
    current?.writer?.stop();
    current?.outbox.stop();
    current?.resign();
    current = null;
    socket.stop();
  }

  function showConnection(phase: SocketPhase): void {
    cancelCatchUp();
    switch (phase.phase) {
      case "ready":
        return;
      case "waiting":
        keeper.apply({
          type: "connection",
          connection: navigator.onLine
            ? { phase: "waiting", retryAt: Date.now() + phase.delayMs }
            : { phase: "offline" },
        });
        return;
      case "idle":
      case "connecting":
      case "replaced":
        keeper.apply({ type: "connection", connection: phase });
        return;
    }
  }

  async function catchUp(): Promise<void> {
    keeper.apply({ type: "connection", connection: { phase: "syncing" } });
    idle.repeat();
    receipts.flush();
    current?.outbox.pump();
    await syncer.run();
    keeper.apply({ type: "connection", connection: { phase: "online" } });
    drafts.flush();
    timeline.recover();
    lookAtCalls();
    refetchFailed(queryClient);
    onlines.tell();
  }

  /** That a call ended while this page was away is in no log. */
  function lookAtCalls(): void {
    for (const { id, activeCall } of Object.values(keeper.get().chatsById)) {
      if (activeCall != null) refetchSoon(id);
    }
  }

  /**
   * A line that is cut meanwhile catches up when it is back. On one that stands a failure is not the last word: the
   * server may have refused, or a gap was seen, and asked about in vain, just before the line was ready.
   */
  function catchUpAtLast(): void {
    catchUp().catch((caught: unknown) => {
      if (keeper.get().connection.phase !== "syncing") return;
      const failure = toFailure(caught);
      const asked = failure.kind === "problem" ? failure.retryAfterMs : undefined;
      cancelCatchUp = timers.after(asked ?? CATCH_UP_AGAIN_MS, catchUpAtLast);
    });
  }

  function happened(event: ServerEvent): void {
    // Of a call the chats know only that it goes on.
    const isOfChats = event.type === "call:updated" || event.type === "call:ended";
    if (isOfChats || !isCallEvent(event)) {
      keeper.apply({ type: "event", event, nowMs: Date.now() });
    }
    if (isCallEvent(event)) callEvents.tell(event);
    const userId = changedPerson(event);
    if (userId !== null) personChanges.tell(userId);
    if (event.type === "invite:progress") inviteProgress.tell();
    if (event.type === "simple:changed") simpleModeChanges.tell(event.data.userId);
  }

  /** Only a count is missing. One request at a time for each chat, however much happens in it. */
  function refetchSoon(chatId: ChatId): void {
    if (refetching.has(chatId)) return;
    refetching.add(chatId);
    timers.after(REFETCH_AFTER_MS, () => {
      refetching.delete(chatId);
      const mySide = keeper.get().mySideChanges[chatId] ?? 0;
      fetchChat(chatId).then(
        (chat) => keeper.apply({ type: "chatRefetched", chat, mySide }),
        (caught: unknown) => {
          const failure = toFailure(caught);
          // Anything else comes with the next summary.
          if (failure.kind !== "problem" || failure.code !== "not_found") return;
          keeper.apply({ type: "chatMissed", chatId, mySide });
        },
      );
    });
  }

  function carryOut(effect: Effect): void {
    switch (effect.type) {
      case "sync":
        syncer.request();
        return;
      case "loadNewest":
        void timeline.loadNewest(effect.chatId);
        return;
      case "refreshAway":
        void timeline.refreshAway(effect.chatId);
        return;
      case "refetchChat":
        refetchSoon(effect.chatId);
        return;
      case "arrived":
        receipts.markDelivered(effect.chatId, effect.seq);
        return;
    }
  }

  /** Known at once, before the event that tells of it. */
  function opened(chat: Chat): ChatId {
    keeper.apply({ type: "chatFetched", chat });
    return chat.id;
  }

  /** What is sent answers what the draft answers, once. */
  function add(chatId: ChatId, message: NewMessage): Promise<ClientId> {
    typing.set(chatId, false);
    const replyTo = keeper.get().draftsByChat[chatId]?.replyTo ?? null;
    drafts.setReply(chatId, null);
    return signedIn(current).outbox.add(chatId, { replyTo, ...message });
  }

  function wokeUp(): void {
    tokens.wakeUp();
    if (current !== null) socket.wakeUp();
  }

  keeper.onEffect(carryOut);
  socket.onPhase(showConnection);
  socket.onEvent(happened);
  socket.onSessionEnded(account.ended);
  socket.onReady((ready) => {
    serverClock.learn(ready.serverTime);
    keeper.apply({ type: "storeIdentified", storeId: ready.storeId });
    catchUpAtLast();
  });
  tokens.onRenewed((session) => socket.authenticateAgain(session.accessToken));
  timers.every(TYPING_CHECK_MS, () => {
    if (Object.keys(keeper.get().typingByChat).length > 0) {
      keeper.apply({ type: "typingExpired", nowMs: Date.now() });
    }
  });
  addEventListener("online", wokeUp);
  addEventListener("pageshow", wokeUp);
  addEventListener("offline", () => socket.wakeUp());
  addEventListener("pagehide", () => void current?.writer?.flush());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) void current?.writer?.flush();
    else wokeUp();
  });

  return {
    store: keeper.store,
    session: account,
    connection: { reconnect: socket.reconnect },
    chats: {
      openDirect: async (userId) => opened(await openDirectChat(userId)),
      openSaved: async () => opened(await openSavedChat()),
      createGroup: async (group) => opened(await createGroup(group)),
      join: async (code) => opened(await joinByLink(code)),
      async changeMine(chatId, patch) {
        const data = await changeMySide(chatId, patch);
        keeper.apply({ type: "event", event: { type: "chat:mine", data }, nowMs: Date.now() });
      },
      async load(chatId) {
        keeper.apply({ type: "chatFetched", chat: await fetchChat(chatId) });
      },
      reload: () => syncer.run(),
      markRead: receipts.markRead,
      setTyping: typing.set,
      setDraft: drafts.setText,
      setReply: drafts.setReply,
    },
    timeline,
    messages: {
      sendText: (chatId, text) => add(chatId, { text }),
      sendFiles: add,
      forward: (chatId, { id, text, attachments, forwardedFrom, senderId }) => {
        const displayName = keeper.get().usersById[senderId]?.displayName ?? "";
        const from = forwardedFrom ?? { userId: senderId, displayName };
        const forward = { messageId: id, from, attachments: attachments ?? [] };
        return signedIn(current).outbox.add(chatId, { text: text ?? "", forward });
      },
      edit: (message, text) => signedIn(current).outbox.act(message, { type: "edit", text }),
      async delete(messages, scope) {
        for (const message of messages) {
          await signedIn(current).outbox.act(message, { type: "delete", for: scope });
        }
      },
      react: (message, emoji, set) =>
        signedIn(current).outbox.act(message, { type: "react", emoji, set }),
      onRefused: refusals.add,
      retry: (clientId) => signedIn(current).outbox.retry(clientId),
      discard: (clientId) => signedIn(current).outbox.discard(clientId),
    },
    uploads: {
      progress: uploadProgress,
      localIdOf: (fileId) => localIds.get(fileId),
      file: async (localId) => (await current?.cache.blobs.read(localId)) ?? null,
    },
    socket: {
      request: socket.request,
      notify: socket.notify,
      onCallEvent: callEvents.add,
      onOnline: onlines.add,
      isOnline: () => keeper.get().connection.phase === "online",
      onPersonChanged: personChanges.add,
      onInviteProgress: inviteProgress.add,
      onSimpleModeChanged: simpleModeChanges.add,
      holdForCall() {
        const hold = Symbol("call");
        callHolds.add(hold);
        socket.setHurried(true);
        idle.setInCall(true);
        return () => {
          callHolds.delete(hold);
          socket.setHurried(callHolds.size > 0);
          idle.setInCall(callHolds.size > 0);
        };
      },
    },
    serverNow: () => serverClock.now(),
  };
}

function signedIn(current: SignedIn | null): SignedIn {
  if (current === null) throw new Error("nobody is signed in");
  return current;
}

/** Whose profile, or standing to me, an event is about; screens ask for it again. */
function changedPerson(event: ServerEvent): UserId | null {
  if (event.type === "user:updated" || event.type === "contact:updated") return event.data.userId;
  return event.type === "contact:request" ? event.data.request.user.id : null;
}

function isCallEvent(event: ServerEvent): event is CallEvent {
  return event.type.startsWith("call:");
}
