/**
 * A call in a group, as this page is in it: the place that the server keeps for it, the line to the server, and what
 * is shown. Framework-free; read by one hook.
 */
import { toFailure, type Failure } from "@/api/failure";
import type { CallEvent } from "@/api/frames";
import type { Call, CallId, CallKind, ChatId, UserId } from "@/api/types";
import { createListeners } from "@/lib/listeners";
import type { Timers } from "@/lib/timers";
import type { Messenger } from "@/realtime/messenger";
import type { LocalMedia, LocalState } from "../live/localMedia";
import { others, wish, type Participant, type RoomNews } from "./room";
import { createRoomLine, type RoomLine, type RoomLineParts } from "./roomLine";

export type GroupPhase =
  | { name: "joining" }
  | { name: "in" }
  /** The line broke; another one is being made. */
  | { name: "reconnecting" }
  | { name: "over"; because: GroupEnd };

export type GroupEnd =
  | { kind: "left" }
  /** Another device of this person has the place now. */
  | { kind: "elsewhere" }
  | { kind: "ended" }
  | { kind: "refused"; failure: Failure };

export interface GroupView {
  phase: GroupPhase;
  callId: CallId | null;
  people: readonly Participant[];
  /** The places in which sound comes. */
  sounds: readonly string[];
  local: LocalState;
}

export interface GroupCallParts {
  chatId: ChatId;
  kind: CallKind;
  myId: UserId;
  socket: Messenger["socket"];
  local: LocalMedia;
  timers: Timers;
  createConnection: RoomLineParts["createConnection"];
  fetchIceServers: () => Promise<RTCIceServer[] | null>;
}

export interface GroupCall {
  view: () => GroupView;
  subscribe: (listener: () => void) => () => void;
  /** What comes in a place of the line. */
  stream: (mid: string) => MediaStream | null;
  setMuted(muted: boolean): void;
  setCamera(on: boolean): void;
  hangUp(): void;
  /** Comes in; returns what ends everything. */
  run: () => () => void;
}

/** A sign of life, so that nobody stays in a call whose page is gone. */
const RENEW_MS = 10_000;
/** The server says every two seconds how the room stands: after so long without a word the line is dead. */
const SILENCE_MS = 7_000;
/** Between attempts to make the line anew. */
const RETRY_MS = 2_000;

export function createGroupCall(parts: GroupCallParts): GroupCall {
  const { socket, local, timers } = parts;
  const listeners = createListeners<void>();
  let phase: GroupPhase = { name: "joining" };
  let call: Call | null = null;
  let place: string | null = null;
  let line: RoomLine | null = null;
  let news: RoomNews | null = null;
  let said = "";
  let shown = "";
  let attempt = 0;
  let started = false;
  let view = look();
  const stops: (() => void)[] = [];
  let stopSilence: (() => void) | null = null;
  let stopRetry: (() => void) | null = null;

  function look(): GroupView {
    const people = call === null || place === null ? [] : others(call, news, place);
    const sounds = news?.slots.filter(({ picture }) => picture === undefined) ?? [];
    return {
      phase,
      callId: call?.id ?? null,
      people,
      sounds: sounds.map(({ mid }) => mid),
      local: local.state(),
    };
  }

  function publish(): void {
    view = look();
    const wanted = wish(view.people);
    const text = JSON.stringify(wanted);
    if (line !== null && news !== null && text !== shown) {
      shown = text;
      line.say(wanted);
    }
    listeners.tell();
  }

  function isOver(): boolean {
    return phase.name === "over";
  }

  function end(because: GroupEnd): void {
    if (isOver()) return;
    phase = { name: "over", because };
    for (const stop of stops.splice(0)) stop();
    stopSilence?.();
    stopRetry?.();
    line?.close();
    line = null;
    local.stop();
    publish();
  }

  /** After a reload the socket is not there yet: then it waits for it. */
  async function join(): Promise<void> {
    if (started || !socket.isOnline()) return;
    started = true;
    await local.acquire(parts.kind === "video");
    if (isOver()) return;
    const { chatId, kind } = parts;
    try {
      adopt((await socket.request("call:initiate", { chatId, kind })).call);
    } catch (caught) {
      const failure = toFailure(caught);
      // Once the socket is there it is tried again.
      if (failure.kind === "network") started = false;
      else end({ kind: "refused", failure });
      return;
    }
    if (isOver()) leave();
    else await connect();
  }

  /** The call as the server has it now, and this page's place in it. */
  function adopt(next: Call): void {
    call = next;
    const mine = next.participants.find(({ userId }) => userId === parts.myId);
    if (mine !== undefined && place === null) place = mine.participantId;
  }

  async function connect(): Promise<void> {
    const current = (attempt += 1);
    line?.close();
    news = null;
    said = "";
    shown = "";
    const iceServers = (await parts.fetchIceServers()) ?? [];
    if (isOver() || call === null || current !== attempt) return;
    line = createRoomLine({
      createConnection: parts.createConnection,
      iceServers,
      local,
      onNews: (told) => {
        news = told;
        stopRetry?.();
        phase = { name: "in" };
        watchSilence();
        publish();
      },
      onConnectionState: (state) => {
        if (state === "connected") reportMedia();
        else if (state === "failed") remake();
      },
    });
    watchSilence();
    try {
      const sdp = await line.offer();
      await sayState();
      await socket.request("call:offer", { callId: call.id, sdp });
    } catch (caught) {
      handleRefusal(toFailure(caught));
    }
  }

  function handleRefusal(failure: Failure): void {
    if (isOver()) return;
    const isFinal =
      failure.kind === "problem" && !["too_many_requests", "conflict"].includes(failure.code);
    if (isFinal && failure.kind === "problem" && failure.code === "call_over")
      end({ kind: "ended" });
    else if (isFinal) end({ kind: "refused", failure });
    else retry();
  }

  function watchSilence(): void {
    stopSilence?.();
    stopSilence = timers.after(SILENCE_MS, remake);
  }

  /** The line is dead: the place gets a new name and a new line. */
  function remake(): void {
    if (isOver() || call === null || place === null) return;
    stopSilence?.();
    phase = { name: "reconnecting" };
    publish();
    void claim(true);
  }

  async function claim(fresh: boolean): Promise<void> {
    if (call === null || place === null) return;
    const current = attempt;
    try {
      const data = { callId: call.id, participantId: place, fresh };
      const resumed = (await socket.request("call:resume", data)).call;
      if (isOver() || current !== attempt) return;
      if (fresh) place = null;
      adopt(resumed);
      publish();
      if (fresh) await connect();
    } catch (caught) {
      const failure = toFailure(caught);
      // The socket went again; media may flow all the same, and the next one claims the place anew.
      if (!fresh && failure.kind === "network") return;
      await comeAgain(failure);
    }
  }

  /** The place was given up while this page was away: it comes in like anybody. */
  async function comeAgain(failure: Failure): Promise<void> {
    if (isOver()) return;
    const wasGivenUp =
      failure.kind === "problem" && ["not_found", "conflict"].includes(failure.code);
    if (!wasGivenUp || call === null) {
      handleRefusal(failure);
      return;
    }
    try {
      const joined = (await socket.request("call:join", { callId: call.id })).call;
      place = null;
      adopt(joined);
      await connect();
    } catch (caught) {
      handleRefusal(toFailure(caught));
    }
  }

  function retry(): void {
    stopRetry?.();
    stopRetry = timers.after(RETRY_MS, remake);
  }

  /** What the others are told of this page's microphone and camera; told when it changes. */
  async function sayState(): Promise<void> {
    if (call === null || place === null) return;
    const { microphone, camera } = local.state();
    const state = { muted: microphone.status !== "on", camera: camera.status === "on" };
    const text = JSON.stringify(state);
    if (text === said) return;
    said = text;
    await socket.request("call:state", { callId: call.id, ...state });
  }

  function reportMedia(): void {
    if (call === null) return;
    const flows = { sending: true, receiving: true };
    socket.request("call:media", { callId: call.id, ...flows }).catch(toFailure);
  }

  function renew(): void {
    if (call === null || isOver()) return;
    socket.request("call:renew", { callId: call.id }).catch((caught: unknown) => {
      const failure = toFailure(caught);
      if (failure.kind !== "problem") return;
      // Removed from the group, or the call ended while nobody could say so.
      if (failure.code === "not_found") end({ kind: "ended" });
      else if (failure.code === "call_over") end({ kind: "ended" });
    });
  }

  function leave(): void {
    if (call !== null) socket.request("call:leave", { callId: call.id }).catch(toFailure);
  }

  function handle(event: CallEvent): void {
    if (isOver() || call === null) return;
    switch (event.type) {
      case "call:updated":
        if (event.data.call.id !== call.id) return;
        call = event.data.call;
        publish();
        return;
      case "call:ended":
        if (event.data.call.id === call.id) end({ kind: "ended" });
        return;
      case "call:taken":
        if (event.data.callId === call.id) end({ kind: "elsewhere" });
        return;
      case "call:answer":
        if (event.data.callId === call.id && event.data.fromParticipantId === place) {
          line?.accept(event.data.sdp).catch(retry);
        }
        return;
      // Nobody rings, and nobody but the server speaks to this page.
      case "call:incoming":
      case "call:ringing":
      case "call:accepted":
      case "call:rejected":
      case "call:offer":
      case "call:ice-candidate":
      case "call:state":
        return;
    }
  }

  return {
    view: () => view,
    subscribe: (listener) => listeners.add(listener),
    stream: (mid) => line?.stream(mid) ?? null,
    setMuted: (muted) => local.setMuted(muted),
    setCamera: (on) => void local.setCamera(on),
    hangUp() {
      leave();
      end({ kind: "left" });
    },
    run() {
      stops.push(
        socket.onCallEvent(handle),
        // Another socket: the place must know it, or what is for this page goes to the old one.
        socket.onOnline(() => void (call === null ? join() : claim(false))),
        local.onChange(() => {
          sayState().catch(() => {
            said = "";
          });
          publish();
        }),
        timers.every(RENEW_MS, renew),
      );
      void join();
      return () => {
        if (!isOver()) leave();
        end({ kind: "left" });
      };
    },
  };
}
