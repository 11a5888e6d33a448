/**
 * A call in a group, as this page is in it: the place that the server keeps for it, the line to the server, and what
 * is shown. Framework-free; read by one hook.
 */
import { toFailure, type Failure } from "@/api/failure";
import type { CallEvent } from "@/api/frames";
import type { Call, CallGuest, CallId, CallQuality, UserId } from "@/api/types";
import { createListeners } from "@/lib/listeners";
import type { Timers } from "@/lib/timers";
import type { Messenger } from "@/realtime/messenger";
import type { CallDesk } from "../screens/deskContext";
import { createCallLog } from "../live/callLog";
import type { Capture } from "../live/capture";
import { followDevices, type DeviceFollow } from "../live/deviceFollow";
import type { DeviceNews } from "../live/deviceNews";
import type { Gathered } from "../live/handover";
import type { LocalMedia, LocalState } from "../live/localMedia";
import type { LiveQuality } from "../live/quality";
import { watchQuality, type QualityWatch } from "../live/qualityWatch";
import type { ScreenShare, ScreenState } from "../live/screenShare";
import { askedInto, type Asked } from "./asked";
import { createOverlap, type Overlap } from "./overlap";
import { createFloor, type FloorActions, type FloorView } from "./floor";
import { others, type Participant, type RoomNews, type RoomTile } from "./room";
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
  /** A host took this person out. */
  | { kind: "removed" }
  | { kind: "refused"; failure: Failure };

export interface GroupView {
  phase: GroupPhase;
  callId: CallId | null;
  /** As the server has it; `null` until it has told. */
  call: Call | null;
  people: readonly Participant[];
  /** Who was asked in and is not here. */
  asked: readonly Asked[];
  /** Those without an account: at the door, in the call, or once in it. */
  guests: readonly CallGuest[];
  /** The places in which sound comes. */
  sounds: readonly string[];
  /** Those of them that are not heard yet: the same comes over the line between two. */
  hushed: readonly string[];
  /** Who of the others speaks, or spoke last: their place. */
  speaker: string | null;
  /** Who of the others began last to show a screen, and does so still: their place. */
  sharing: string | null;
  local: LocalState;
  screen: ScreenState;
  /** A device came or went. */
  deviceNews: DeviceNews | null;
  /** `null` until there is something to judge by. */
  quality: LiveQuality | null;
  floor: FloorView;
}

export interface GroupCallParts extends Gathered {
  myId: UserId;
  socket: Messenger["socket"];
  capture: Capture;
  local: LocalMedia;
  createScreen: () => ScreenShare;
  timers: Timers;
  /** Milliseconds that never jump. */
  steadyNow: () => number;
  serverNow: () => number;
  createConnection: RoomLineParts["createConnection"];
  fetchIceServers: () => Promise<RTCIceServer[] | null>;
  /** Keeps how the call was. Never throws. */
  keepQuality: (callId: CallId, quality: CallQuality) => void;
}

export interface GroupCall extends CallDesk, FloorActions {
  view: () => GroupView;
  subscribe: (listener: () => void) => () => void;
  /** What comes in a place of the line. */
  stream: (mid: string) => MediaStream | null;
  /** What is on the screen now, the most important first: nothing else is sent to this page. */
  show(tiles: readonly RoomTile[]): void;
  /** Asks people in. Rejects with what the server says. */
  invite(userIds: UserId[]): Promise<void>;
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
  const { socket, timers, local } = parts;
  const screen = parts.createScreen();
  const log = createCallLog(parts.steadyNow, () => new Date(parts.serverNow()));
  const listeners = createListeners<void>();
  let phase: GroupPhase = { name: "joining" };
  let call: Call | null = null;
  let place: string | null = null;
  let line: RoomLine | null = null;
  let news: RoomNews | null = null;
  let said = "";
  let shown = "";
  let tiles: readonly RoomTile[] = [];
  let speaker: string | null = null;
  /** Places whose screens are shown, in the order in which they began. */
  let sharing: readonly string[] = [];
  let follow: DeviceFollow | null = null;
  let quality: QualityWatch | null = null;
  let attempt = 0;
  let started = false;
  let overlap: Overlap | null = null;
  /** A host's word about this page's microphone that was said before the server had let it in. */
  let early: CallEvent | null = null;
  const floor = createFloor({
    socket,
    timers,
    callId: () => call?.id ?? null,
    onMuted: () => local.setMuted(true),
    onChange: publish,
  });
  let view = look();
  const stops: (() => void)[] = [];
  let stopSilence: (() => void) | null = null;
  let stopRetry: (() => void) | null = null;

  function look(): GroupView {
    const people = call === null || place === null ? [] : others(call, news, place);
    // Who is still heard over the old line would be heard twice.
    const isHidden = (place: string): boolean => {
      const owner = call?.participants.find(({ participantId }) => participantId === place);
      return owner !== undefined && overlap?.hides(owner.userId) === true;
    };
    const slots = news?.slots.filter(({ picture }) => picture === undefined) ?? [];
    return {
      phase,
      callId: call?.id ?? parts.callId,
      call,
      asked: call === null ? [] : askedInto(call),
      people,
      guests: call?.guests ?? [],
      sounds: slots.map(({ mid }) => mid),
      hushed: slots.filter((slot) => isHidden(slot.participantId)).map(({ mid }) => mid),
      speaker,
      sharing: sharing.at(-1) ?? null,
      local: local.state(),
      screen: screen.state(),
      deviceNews: follow?.news() ?? null,
      quality: quality?.now() ?? null,
      floor: floor.view(call),
    };
  }

  function publish(): void {
    view = look();
    sayShown();
    listeners.tell();
  }

  function sayShown(): void {
    const text = JSON.stringify(tiles);
    if (line === null || news === null || text === shown) return;
    shown = text;
    line.say({ type: "show", tiles: [...tiles] });
  }

  function hear(told: RoomNews): void {
    news = told;
    const { speaker: loudest, people } = told;
    // One does not watch oneself speak: whoever spoke before stays.
    if (loudest !== undefined && loudest !== place) speaker = loudest;
    const showing = people.filter((person) => person.screen && person.participantId !== place);
    const now = new Set(showing.map(({ participantId }) => participantId));
    sharing = [...new Set([...sharing.filter((id) => now.has(id)), ...now])];
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
    overlap?.stop();
    overlap = null;
    line?.close();
    line = null;
    local.stop();
    screen.dispose();
    follow?.stop();
    floor.stop();
    endQuality();
    log.add("phase", phase);
    publish();
  }

  function endQuality(): void {
    quality?.stop();
    const summary = quality?.summary() ?? null;
    if (summary !== null && call !== null) parts.keepQuality(call.id, summary);
  }

  /** What is only of use once this page is in the call. */
  function beginWatching(): void {
    follow = followDevices(parts.capture, local, timers);
    follow.onChange(publish);
    quality = watchQuality({
      stats: () => line?.stats() ?? Promise.resolve(null),
      timers,
      steadyNow: parts.steadyNow,
      log,
      expectsSound: () => view.people.some(({ here, muted }) => here && !muted),
      isFlowing: () => phase.name === "in" && view.people.some(({ here }) => here),
      onChange: publish,
    });
  }

  /** After a reload the socket is not there yet: then it waits for it. */
  async function join(): Promise<void> {
    if (started || !socket.isOnline()) return;
    started = true;
    await local.acquire(parts.kind === "video");
    if (isOver()) return;
    const { chatId, kind, callId, audioRoom } = parts;
    try {
      // Whoever comes back or answers must not begin another one when it is over; an audio room is never over.
      const come =
        callId === null || audioRoom === true
          ? socket.request("call:initiate", { chatId, kind, audioRoom: audioRoom === true })
          : socket.request("call:join", { callId });
      adopt((await come).call);
      // Whoever was muted before a reload is so after it.
      if (early !== null) floor.handle(early);
    } catch (caught) {
      const failure = toFailure(caught);
      // Once the socket is there it is tried again.
      if (failure.kind === "network") started = false;
      else if (failure.kind === "problem" && failure.code === "call_over") end({ kind: "ended" });
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
      createConnection: (configuration) => log.watch(parts.createConnection(configuration)),
      iceServers,
      local,
      screen,
      onNews: (told) => {
        hear(told);
        stopRetry?.();
        phase = { name: "in" };
        if (quality === null) beginWatching();
        watchSilence();
        publish();
      },
      onConnectionState: (state) => {
        // While it goes over from a line between two it is said once sound has come.
        if (state === "connected" && overlap?.carries() !== true) reportMedia();
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
      // What changed while nobody could hear it is said now.
      else ownChanged();
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

  /** What the others are told of this page's microphone, camera and screen; told when it changes. */
  async function sayState(): Promise<void> {
    if (call === null || place === null) return;
    const { microphone, camera } = local.state();
    const state = {
      muted: microphone.status !== "on",
      camera: camera.status === "on",
      screen: screen.state().status === "on",
    };
    const text = JSON.stringify(state);
    if (text === said) return;
    said = text;
    await socket.request("call:state", { callId: call.id, ...state });
  }

  function ownChanged(): void {
    if (local.state().microphone.status === "on") floor.speaks();
    sayState().catch(() => {
      said = "";
    });
    publish();
  }

  /** Goes on from a call between two, whose line stands until this one carries. */
  function takeOver(handover: NonNullable<Gathered["handover"]>): void {
    started = true;
    adopt(handover.call);
    // What was said of the old line last must not count for the new one.
    reportMedia(false);
    overlap = createOverlap({
      handover,
      myId: parts.myId,
      timers,
      look: () => ({ call: call ?? handover.call, news, line }),
      onHeard() {
        reportMedia();
        publish();
      },
      onDone() {
        overlap = null;
        publish();
      },
    });
    publish();
    void connect();
  }

  function reportMedia(flowing = true): void {
    if (call === null) return;
    const flows = { sending: flowing, receiving: flowing };
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
    if (isOver()) return;
    if (call === null) {
      if (event.type === "call:muted") early = event;
      return;
    }
    switch (event.type) {
      case "call:updated":
        if (event.data.call.id !== call.id) return;
        call = event.data.call;
        overlap?.update();
        publish();
        return;
      case "call:ended":
        if (event.data.call.id === call.id) end({ kind: "ended" });
        return;
      case "call:taken":
        if (event.data.callId === call.id) end({ kind: "elsewhere" });
        return;
      case "call:removed":
        if (event.data.callId === call.id) end({ kind: "removed" });
        return;
      case "call:muted":
      case "call:reacted":
        floor.handle(event);
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
    show(wanted) {
      tiles = wanted;
      sayShown();
    },
    raiseHand: floor.raiseHand,
    lowerHand: floor.lowerHand,
    react: floor.react,
    mute: floor.mute,
    remove: floor.remove,
    letIn: floor.letIn,
    lock: floor.lock,
    setMuted: (muted) => local.setMuted(muted),
    setCamera: (on) => void local.setCamera(on),
    choose(choice) {
      void local.choose(choice);
      if (choice.pushToTalk !== undefined) local.setMuted(choice.pushToTalk);
    },
    switchCamera: () => void local.switchCamera(),
    shareScreen(on) {
      if (on) void screen.start();
      else screen.stop();
    },
    retryMicrophone: () => void local.retryMicrophone(),
    tapDeviceNews: () => follow?.tap(),
    dismissDeviceNews: () => follow?.dismiss(),
    devices: () => parts.capture.devices(),
    onDevicesChanged: (listener) => parts.capture.onDevicesChanged(listener),
    log: () => log.toJson(call?.id ?? null),
    async invite(userIds) {
      if (call === null) return;
      const invited = (await socket.request("call:invite", { callId: call.id, userIds })).call;
      if (isOver()) return;
      call = invited;
      publish();
    },
    hangUp() {
      leave();
      end({ kind: "left" });
    },
    run() {
      stops.push(
        socket.onCallEvent(handle),
        // Another socket: the place must know it, or what is for this page goes to the old one.
        socket.onOnline(() => void (call === null ? join() : claim(false))),
        local.onChange(ownChanged),
        screen.onChange(ownChanged),
        timers.every(RENEW_MS, renew),
      );
      if (parts.handover === null) void join();
      else takeOver(parts.handover);
      return () => {
        if (!isOver()) leave();
        end({ kind: "left" });
      };
    },
  };
}
