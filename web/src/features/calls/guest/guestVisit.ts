/**
 * A guest's visit: the socket that leads to the door of one call, and where the guest stands. Framework-free.
 *
 * To the screens of a call it looks like the messenger of somebody who knows this one call and nobody else, so that they
 * need not know that there are guests.
 */
import { createStore } from "zustand/vanilla";

import { FailureError } from "@/api/failure";
import type { CallEvent } from "@/api/frames";
import type { Chat, GuestEnd, GuestEvent, GuestPerson, GuestReady, Me, User } from "@/api/types";
import { randomId } from "@/lib/ids";
import { createListeners } from "@/lib/listeners";
import { serverClock } from "@/lib/serverClock";
import type { Timers } from "@/lib/timers";
import type { Messenger, SocketAccess } from "@/realtime/messenger";
import { createSocket, type Wire } from "@/realtime/socket";
import { initialState, type MessengerState } from "@/realtime/state";

export type GuestStand =
  | { name: "connecting" }
  | { name: "noCall" }
  | { name: "waiting" }
  /** Nobody new is let into the call now. */
  | { name: "locked" }
  | { name: "in"; chatId: string; callId: string; myId: string }
  | { name: "over"; reason: GuestEnd | "left" };

export interface GuestVisitParts {
  pass: string;
  /** What the guest and the group are called. */
  name: string;
  title: string;
  /** How another guest's name is shown. */
  named: (name: string) => string;
  open: () => Wire;
  timers: Timers;
}

export interface GuestVisit {
  stand: () => GuestStand;
  subscribe: (listener: () => void) => () => void;
  /** For the screens of the call. */
  messenger: Pick<Messenger, "store" | "socket" | "serverNow">;
  /** Ends it from here. */
  leave(): void;
  /** Begins; returns what lets go of the socket. */
  run: () => () => void;
}

export function createGuestVisit(parts: GuestVisitParts): GuestVisit {
  const listeners = createListeners<void>();
  const callEvents = createListeners<CallEvent>();
  const onlines = createListeners<void>();
  const store = createStore<MessengerState>(() => ({ ...initialState, chatsLoaded: true }));
  let stand: GuestStand = { name: "connecting" };
  let callId: string | null = null;
  let myId = "";
  let isReady = false;
  let wasIn = false;
  let isLeaving = false;

  const socket = createSocket({
    open: parts.open,
    tokens: {
      fresh: () => Promise.resolve(parts.pass),
      // A pass is not renewed: what the server does not know any more is of a link that is gone.
      renew: () => {
        end("linkClosed");
        return Promise.reject(new FailureError({ kind: "aborted" }));
      },
    },
    tabId: randomId,
    timers: parts.timers,
    steadyNow: () => performance.now(),
    random: () => Math.random(),
  });

  function set(next: GuestStand): void {
    if (stand.name === "over") return;
    stand = next;
    listeners.tell();
  }

  function end(reason: GuestEnd | "left"): void {
    set({ name: "over", reason });
    socket.stop();
    isReady = false;
  }

  function hear(event: GuestEvent): void {
    switch (event.type) {
      case "call:answer":
        callEvents.tell({ type: "call:answer", data: event.data });
        return;
      case "call:muted":
        callEvents.tell({ type: "call:muted", data: event.data });
        return;
      case "call:reacted":
        callEvents.tell({ type: "call:reacted", data: event.data });
        return;
      case "guest:stands":
        hearStand(event.data);
    }
  }

  function hearStand(told: Extract<GuestEvent, { type: "guest:stands" }>["data"]): void {
    switch (told.state) {
      case "noCall":
      case "waiting":
      case "locked":
        set({ name: told.state });
        return;
      case "over":
        end(isLeaving ? "left" : told.reason);
        return;
      case "in": {
        const { call, people } = told.call;
        callId = call.id;
        know(call.chatId, call.participants, people);
        callEvents.tell({ type: "call:updated", data: { call } });
        if (stand.name !== "in") set({ name: "in", chatId: call.chatId, callId: call.id, myId });
        // Only now does the server take what a line needs.
        if (!isReady) {
          isReady = true;
          if (wasIn) onlines.tell();
          wasIn = true;
        }
      }
    }
  }

  /** Who is in the call, by what stands for them. */
  function know(
    chatId: string,
    places: readonly { participantId: string; userId: string }[],
    people: readonly GuestPerson[],
  ): void {
    const usersById: Record<string, User> = { ...store.getState().usersById };
    for (const { participantId, userId } of places) {
      const person = people.find((one) => one.participantId === participantId);
      if (person === undefined) continue;
      const name = person.guest && userId !== myId ? parts.named(person.name) : person.name;
      usersById[userId] = somebody(userId, name);
    }
    store.setState({ usersById, chatsById: { [chatId]: chatOf(chatId, parts.title) } });
  }

  const access: SocketAccess = {
    async request(type, data, options) {
      if (!isReady || callId === null) throw new FailureError({ kind: "network" });
      return socket.request(type, data, options);
    },
    notify: () => undefined,
    onCallEvent: (listener) => callEvents.add(listener),
    onPersonChanged: () => () => undefined,
    onInviteProgress: () => () => undefined,
    onSimpleModeChanged: () => () => undefined,
    onOnline: (listener) => onlines.add(listener),
    isOnline: () => isReady,
    holdForCall() {
      socket.setHurried(true);
      return () => socket.setHurried(false);
    },
  };

  return {
    stand: () => stand,
    subscribe: (listener) => listeners.add(listener),
    messenger: { store, socket: access, serverNow: () => serverClock.now() },
    leave() {
      isLeaving = true;
      if (isReady && callId !== null) {
        socket.request("call:leave", { callId }).then(
          () => end("left"),
          () => end("left"),
        );
      } else {
        end("left");
      }
    },
    run() {
      const stops = [
        socket.onEvent((event) => hear(event as unknown as GuestEvent)),
        socket.onPhase((phase) => {
          if (phase.phase !== "ready") isReady = false;
        }),
        socket.onReady((ready) => {
          const { userId, serverTime } = ready as unknown as GuestReady;
          serverClock.learn(serverTime);
          myId = userId;
          store.setState({
            connection: { phase: "online" },
            session: { phase: "signedIn", me: meOf(userId, parts.name) },
          });
        }),
      ];
      const wakeUp = (): void => socket.wakeUp();
      const wakes = ["online", "pageshow", "visibilitychange"] as const;
      for (const type of wakes) window.addEventListener(type, wakeUp);
      socket.start();
      return () => {
        for (const stop of stops) stop();
        for (const type of wakes) window.removeEventListener(type, wakeUp);
        socket.stop();
      };
    },
  };
}

/** Nothing is known of a person here but how they are called. */
function somebody(id: string, displayName: string): User {
  return { id, login: "", displayName, online: true, createdAt: EPOCH };
}

function meOf(id: string, displayName: string): Me {
  return { ...somebody(id, displayName), settings: {} } as unknown as Me;
}

function chatOf(id: string, title: string): Chat {
  return { id, kind: "group", title, memberCount: 0, role: "member" } as unknown as Chat;
}

const EPOCH = "1970-01-01T00:00:00.000Z";
