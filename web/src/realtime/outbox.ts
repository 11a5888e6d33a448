/**
 * Messages and changes of messages on their way. Each is stored on the device before it shows, and is
 * sent with the same `clientId` until the server has confirmed it, so that it arrives exactly once: after
 * a cut, a reload, or from another tab. A change done twice is the same as done once. One tab leads: it
 * sends for all.
 */
import { isTransient, toFailure, type Failure } from "@/api/failure";
import type { SocketRequests } from "@/api/frames";
import type { ChatId, ClientId, Message, MessageId } from "@/api/types";
import { randomId } from "@/lib/ids";
import { createListeners } from "@/lib/listeners";
import type { Timers } from "@/lib/timers";
import type { RefusedAction } from "./messenger";
import type { Cache } from "./offline";
import type { Socket } from "./socket";
import type { MessageWish, PendingAction, PendingAttachment, PendingMessage } from "./state";
import type { StateKeeper } from "./stateKeeper";
import type { Tabs } from "./tabMessages";
import type { Uploads, UploadsParts } from "./uploads/uploads";

/** A server that accepts connections but cannot store right now is asked again after this. */
const RETRY_MS = 2_000;
/** A leading tab that the browser has put to sleep is not waited for longer than this. */
const PATIENCE_MS = 3_000;
/** The event of a change that is done comes within this time, or a moment later with a sync. */
const DONE_SHOWN_MS = 1_500;

/** What a person has written or chosen. */
export interface NewMessage {
  /** May be empty when there are files. */
  text: string;
  kind?: "voice";
  files?: readonly OutgoingFile[];
  replyTo?: MessageId | null;
  /** A message that is sent on: `text` is its own, and the server copies what it holds. */
  forward?: NonNullable<PendingMessage["forward"]>;
}

export interface OutgoingFile extends Omit<PendingAttachment, "localId" | "size" | "fileId"> {
  blob: Blob;
  /** The first picture of a video. */
  poster?: Blob;
}

export interface Outbox {
  /** Reads what was left by earlier pages and other tabs. */
  read(): Promise<void>;
  /** Throws `FailureError` (`deviceFull`) when its files cannot be kept here. */
  add(chatId: ChatId, message: NewMessage): Promise<ClientId>;
  /** A change of a message that the server has. */
  act(message: Message, change: MessageWish): Promise<void>;
  /** A change that the server will never do: it is no longer shown. Returns the unsubscriber. */
  onRefused(listener: (refused: RefusedAction) => void): () => void;
  retry(clientId: ClientId): Promise<void>;
  discard(clientId: ClientId): Promise<void>;
  /** From now on this tab sends. */
  lead(): void;
  /** Sends what waits, if this tab leads and the socket is open. */
  pump(): void;
  stop(): void;
}

export interface OutboxParts {
  keeper: StateKeeper;
  cache: Cache;
  socket: Pick<Socket, "request">;
  timers: Timers;
  tabs: Tabs;
  /** Brings the files of messages to the server. */
  uploads: (on: Pick<UploadsParts, "onUploaded" | "onRefused">) => Uploads;
  /** The server's time, for the moment that shows until the server has given its own. */
  serverNow: () => number;
  /** Resolves when what is shown now is kept on the device; at once where another tab keeps it. */
  shownIsKept: () => Promise<void>;
}

export function createOutbox(parts: OutboxParts): Outbox {
  const { keeper, cache, socket, timers, tabs, serverNow, shownIsKept } = parts;
  let leading = false;
  /** This tab does not lead, but the one that does is asleep. Sending twice is harmless. */
  let helping = false;
  let stopped = false;
  /** Chats with a message under way, or waiting for a moment that the server named. */
  const busyChats = new Set<ChatId>();
  const cancels = new Set<() => void>();
  /** What waits for the leading tab, which no new connection of this one calls off. */
  const patience = new Set<() => void>();
  const refusals = createListeners<RefusedAction>();
  /** Changes of stored items, one after the other: two files may be whole at the same moment. */
  let changes = Promise.resolve();
  const uploads = parts.uploads({
    onUploaded(clientId, localId, fileId) {
      changeLater(clientId, (item) => ({
        ...item,
        attachments: (item.attachments ?? []).map((one) =>
          one.localId === localId ? { ...one, fileId } : one,
        ),
      }));
    },
    onRefused(clientId, localId, failure) {
      const status = { phase: "failed", failure, localId } as const;
      changeLater(clientId, (item) => ({ ...item, status }));
    },
  });

  const unsubscribe = tabs.listen((message) => {
    if (message.type === "outbox") void read();
  });

  async function read(): Promise<void> {
    const [items, actions] = await Promise.all([cache.outbox(), cache.actions()]);
    if (stopped) return;
    keeper.apply({ type: "outboxRead", items });
    keeper.apply({ type: "actionsRead", items: actions });
    pump();
  }

  function pump(): void {
    if ((!leading && !helping) || stopped) return;
    const { pendingByChat, actionsByChat } = keeper.get();
    uploads.serve(Object.values(pendingByChat).flat());
    for (const chatId of new Set([...Object.keys(pendingByChat), ...Object.keys(actionsByChat)])) {
      if (busyChats.has(chatId)) continue;
      // What still waits for its files does not hold up what was written after it.
      const message = pendingByChat[chatId]?.find(
        (item) => item.status.phase === "sending" && hasItsFiles(item),
      );
      const action = actionsByChat[chatId]?.find((item) => item.done !== true);
      // In the order in which they were asked for.
      const isActionFirst =
        message === undefined || (action !== undefined && action.createdAt < message.createdAt);
      if (!isActionFirst) void send(message);
      else if (action !== undefined) void carryOut(action);
    }
  }

  /** One at a time in each chat, so that they arrive in the order in which they were written. */
  async function send(item: PendingMessage): Promise<void> {
    const { chatId, clientId } = item;
    busyChats.add(chatId);
    try {
      const { message } = await socket.request("message:send", asSent(item));
      await cache.takeFromOutbox(clientId);
      void uploads.forget(item);
      if (stopped) return;
      keeper.apply({ type: "acknowledged", message });
      goOn(chatId);
    } catch (caught) {
      if (!stopped) await notSent(item, toFailure(caught));
    }
  }

  async function carryOut(item: PendingAction): Promise<void> {
    const { chatId, clientId } = item;
    busyChats.add(chatId);
    try {
      const message = await ask(item);
      if (stopped) return;
      keeper.apply({ type: "actionDone", item, message });
      // Before that, a page loaded anew would show what was there before the change.
      await shownIsKept();
      await cache.takeAction(clientId);
      if (stopped) return;
      timers.after(DONE_SHOWN_MS, () => keeper.apply({ type: "actionRemoved", clientId }));
      goOn(chatId);
    } catch (caught) {
      if (!stopped) await notDone(item, toFailure(caught));
    }
  }

  async function ask({ messageId, change }: PendingAction): Promise<Message | null> {
    switch (change.type) {
      case "edit": {
        const { text } = change;
        return (await socket.request("message:edit", { messageId, text })).message;
      }
      case "delete":
        await socket.request("message:delete", { messageId, for: change.for });
        return null;
      case "react": {
        const type = change.set ? "reaction:set" : "reaction:unset";
        await socket.request(type, { messageId, emoji: change.emoji });
        return null;
      }
    }
  }

  function goOn(chatId: ChatId): void {
    tabs.post({ type: "outbox" });
    busyChats.delete(chatId);
    pump();
  }

  async function notDone(item: PendingAction, failure: Failure): Promise<void> {
    if (isTransient(failure)) {
      later(item.chatId, failure);
      return;
    }
    await cache.takeAction(item.clientId);
    keeper.apply({ type: "actionRemoved", clientId: item.clientId });
    refusals.tell({ action: item, failure });
    goOn(item.chatId);
  }

  function later(chatId: ChatId, failure: Failure): void {
    // The chat stays busy meanwhile; a new connection, which pumps too, clears it.
    const waitMs = failure.kind === "problem" ? (failure.retryAfterMs ?? RETRY_MS) : RETRY_MS;
    const cancel = timers.after(waitMs, () => {
      cancels.delete(cancel);
      busyChats.delete(chatId);
      pump();
    });
    cancels.add(cancel);
  }

  async function notSent(item: PendingMessage, failure: Failure): Promise<void> {
    if (isTransient(failure)) {
      later(item.chatId, failure);
      return;
    }
    // The chat was taken from me: there is nowhere to show it, and nothing to decide.
    if (keeper.get().chatsById[item.chatId] === undefined && isGone(failure)) {
      await discard(item.clientId);
      busyChats.delete(item.chatId);
      pump();
      return;
    }
    // The server will never take it as it is: the person decides.
    await change({ ...item, status: { phase: "failed", failure } });
    busyChats.delete(item.chatId);
    pump();
  }

  function changeLater(clientId: ClientId, alter: (item: PendingMessage) => PendingMessage): void {
    changes = changes.then(async () => {
      // Another tab may have taken it back, and only the store knows yet.
      const isThere = (await cache.outbox()).some((item) => item.clientId === clientId);
      const item = find(clientId);
      if (!isThere || item === undefined || stopped) return;
      await change(alter(item));
      pump();
    });
  }

  /** Not a word is lost: the files first, then the message that speaks of them. */
  async function keepFiles(files: readonly OutgoingFile[]): Promise<PendingAttachment[]> {
    const kept: PendingAttachment[] = [];
    try {
      for (const { blob, poster = null, ...facts } of files) {
        const localId = randomId();
        const keptAtMs = Date.now();
        await cache.blobs.keep({ localId, blob, poster, uploadId: null, keptAtMs });
        kept.push({ ...facts, localId, size: blob.size });
      }
      return kept;
    } catch (caught) {
      await cache.blobs.forget(kept.map(({ localId }) => localId));
      throw caught;
    }
  }

  async function change(item: PendingMessage): Promise<void> {
    await cache.putInOutbox(item);
    keeper.apply({ type: "pendingChanged", item });
    tabs.post({ type: "outbox" });
  }

  function helpLater(clientId: ClientId): void {
    const cancel = timers.after(PATIENCE_MS, () => {
      patience.delete(cancel);
      const item = find(clientId);
      // A long upload is at work in the leading tab.
      if (item !== undefined && uploads.heardOf(item)) return helpLater(clientId);
      helping = item !== undefined || isWaiting(clientId);
      pump();
    });
    patience.add(cancel);
  }

  async function forgetLeftovers(): Promise<void> {
    const items = Object.values(keeper.get().pendingByChat).flat();
    const wanted = items.flatMap((item) => (item.attachments ?? []).map(({ localId }) => localId));
    await cache.blobs.forgetLeftovers(new Set(wanted), Date.now()).catch(() => undefined);
  }

  function find(clientId: ClientId): PendingMessage | undefined {
    return Object.values(keeper.get().pendingByChat)
      .flat()
      .find((item) => item.clientId === clientId);
  }

  function isWaiting(clientId: ClientId): boolean {
    const actions = Object.values(keeper.get().actionsByChat).flat();
    return actions.some((item) => item.clientId === clientId);
  }

  async function discard(clientId: ClientId): Promise<void> {
    const item = find(clientId);
    await cache.takeFromOutbox(clientId);
    keeper.apply({ type: "pendingRemoved", clientId });
    tabs.post({ type: "outbox" });
    if (item !== undefined) await uploads.forget(item);
  }

  return {
    read,
    onRefused: refusals.add,
    async act(message, change) {
      const item: PendingAction = {
        clientId: randomId(),
        chatId: message.chatId,
        messageId: message.id,
        createdAt: new Date(serverNow()).toISOString(),
        change,
      };
      await cache.putAction(item);
      keeper.apply({ type: "actionAdded", item });
      tabs.post({ type: "outbox" });
      pump();
      if (!leading) helpLater(item.clientId);
    },
    async add(chatId, { text, kind, files = [], replyTo, forward }) {
      const attachments = await keepFiles(files);
      const item: PendingMessage = {
        clientId: randomId(),
        chatId,
        text,
        ...(kind === undefined ? {} : { kind }),
        ...(attachments.length === 0 ? {} : { attachments }),
        ...(replyTo == null ? {} : { replyTo }),
        ...(forward === undefined ? {} : { forward }),
        createdAt: new Date(serverNow()).toISOString(),
        status: { phase: "sending" },
      };
      await cache.putInOutbox(item);
      keeper.apply({ type: "pendingAdded", item });
      tabs.post({ type: "outbox" });
      pump();
      if (!leading) helpLater(item.clientId);
      return item.clientId;
    },
    async retry(clientId) {
      const item = find(clientId);
      if (item === undefined) return;
      await change({ ...withFilesToSend(item), status: { phase: "sending" } });
      pump();
    },
    async discard(clientId) {
      await discard(clientId);
      pump();
    },
    lead() {
      leading = true;
      void read().then(forgetLeftovers);
    },
    pump() {
      // A fresh connection: what waited for an answer of the old one is free to be sent again.
      for (const cancel of cancels) cancel();
      cancels.clear();
      busyChats.clear();
      uploads.wake();
      pump();
    },
    stop() {
      stopped = true;
      unsubscribe();
      uploads.stop();
      for (const cancel of [...cancels, ...patience]) cancel();
    },
  };
}

function hasItsFiles({ attachments = [] }: PendingMessage): boolean {
  return attachments.every(({ fileId }) => fileId !== undefined);
}

/** The server does not know the files any more: this device still has them, and sends them again. */
function withFilesToSend(item: PendingMessage): PendingMessage {
  const { attachments, status } = item;
  const isRefused =
    status.phase === "failed" &&
    status.failure.kind === "problem" &&
    status.failure.errors?.["attachments"] !== undefined;
  if (!isRefused || attachments === undefined) return item;
  return { ...item, attachments: attachments.map(({ fileId: _gone, ...file }) => file) };
}

/** What the server is told of a message. */
function asSent(item: PendingMessage): SocketRequests["message:send"]["data"] {
  const { chatId, clientId, text, kind, replyTo, forward } = item;
  if (forward !== undefined) return { chatId, clientId, forwardOf: forward.messageId };
  const fileIds = (item.attachments ?? []).flatMap(({ fileId }) => fileId ?? []);
  return {
    chatId,
    clientId,
    ...(kind === undefined ? {} : { kind }),
    ...(text === "" ? {} : { text }),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(fileIds.length === 0 ? {} : { attachments: fileIds }),
  };
}

function isGone(failure: Failure): boolean {
  return failure.kind === "problem" && failure.code === "not_found";
}
