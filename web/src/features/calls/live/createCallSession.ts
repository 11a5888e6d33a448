/**
 * Keeps the phase, the media and the line of one call together. Knows neither React nor sounds. Whoever makes one
 * disposes of it.
 */
import { toFailure } from "@/api/failure";
import type { CallEvent } from "@/api/frames";
import type { Call, CallId, ChatId, UserId } from "@/api/types";
import { createListeners } from "@/lib/listeners";
import { askOnceReachable } from "./askOnceReachable";
import { callIdOfEvent } from "./callIdOfEvent";
import { createCallLog } from "./callLog";
import type { CallSession, CallSessionParts, CallStart, CallView, Resumption } from "./callSession";
import { followDevices, type DeviceFollow } from "./deviceFollow";
import { createLine, type Line } from "./line";
import { createLocalMedia } from "./localMedia";
import type { Peer } from "./peer";
import { createPermission } from "./permission";
import {
  callIdOf,
  incomingState,
  isLive,
  isTalking,
  isUnconfirmed,
  nextCallState,
  outgoingState,
  placesOf,
  resumedState,
  silenceOf,
  type CallState,
  type CallStep,
  type Silence,
} from "./phase";
import { watchQuality, type QualityWatch } from "./qualityWatch";
import {
  NOTHING_REMOTE,
  withControls,
  withoutTracks,
  withTrack,
  type RemoteSide,
} from "./remoteSide";
import { sayUntilHeard } from "./sayUntilHeard";

/** Far more than a call can have before it is answered. */
const EARLY_MAX = 20;
/** Connecting takes a second or two; after this one wants to know what is wrong. */
const SLOW_MS = 6_000;

export function createCallSession(
  myId: UserId,
  start: CallStart,
  parts: CallSessionParts,
): CallSession {
  const { socket, timers } = parts;
  const listeners = createListeners<void>();
  const local = createLocalMedia(parts.capture);
  const screen = parts.createScreen();
  let held = false;
  let follow: DeviceFollow | null = null;
  const log = createCallLog(parts.steadyNow, () => new Date(parts.serverNow()));
  let quality: QualityWatch | null = null;
  let wantsVideo =
    start.direction === "resumed"
      ? start.as.camera
      : (start.direction === "incoming" ? start.call.kind : start.kind) === "video";
  /** Fetched ahead for the first line; credentials age, so a later one asks again. */
  let firstServers: Promise<RTCIceServer[] | null> | null = parts.fetchIceServers();
  const releaseSocket = socket.holdForCall();
  let state = firstState(myId, start);
  let remote: RemoteSide = NOTHING_REMOTE;
  let line: Line | null = null;
  /** A resumed call: the server has given this page the place. */
  let hasPlace = start.direction !== "resumed";
  let isSlow = false;
  let cancelSlow = (): void => undefined;
  const permission = createPermission(local, {
    isOver,
    onStep: (step) => take({ type: "asking", step }),
  });
  let answering = false;
  /** Events may overtake the answer that tells the call's id. */
  const early: CallEvent[] = [];
  let changedNetwork = false;
  let disposed = false;
  let view = makeView();
  /** Resolves when the microphone is decided upon: descriptions wait for it. */
  let mediaReady = (): void => undefined;
  const whenMediaReady = new Promise<void>((resolve) => (mediaReady = resolve));

  function makeView(): CallView {
    return {
      callId: callIdOf(state),
      chatId: state.call?.chatId ?? (start.direction === "outgoing" ? start.chatId : null),
      kind: state.call?.kind ?? (wantsVideo ? "video" : "audio"),
      direction: state.direction,
      peerId: start.peerId,
      peer: start.direction === "incoming" ? start.from : null,
      phase: state.phase,
      answeredAtMs: state.answeredAtMs,
      silence: silenceNow(),
      local: local.state(),
      screen: screen.state(),
      held,
      deviceNews: follow?.news() ?? null,
      quality: quality?.now() ?? null,
      remote,
    };
  }

  function silenceNow(): Silence | null {
    const silence = silenceOf(state);
    return isSlow || silence === "away" ? silence : null;
  }

  function publish(): void {
    view = makeView();
    listeners.tell();
  }

  function take(step: CallStep): void {
    const before = state;
    state = nextCallState(before, step);
    if (state === before) return;
    if (state.phase !== before.phase) log.add("phase", state.phase);
    if (!isTalking(before.phase) && isTalking(state.phase)) beginTalking();
    if (state.phase.name !== "connecting") cancelSlow();
    if (step.type === "updated") followPlaces();
    if (before.phase.name !== "ended" && state.phase.name === "ended") release();
    publish();
  }

  function isOver(): boolean {
    return disposed || state.phase.name === "ended";
  }

  /** Gets the microphone; descriptions wait for it. `false`: the call ended meanwhile. */
  async function prepare(): Promise<boolean> {
    if (!(await permission.obtain(wantsVideo))) return false;
    mediaReady();
    take({ type: "prepared" });
    return true;
  }

  async function place(target: { chatId: ChatId } | { userId: UserId }): Promise<void> {
    if (!(await prepare())) return;
    try {
      let questions = 0;
      const ask = (): Promise<{ call: Call }> => {
        questions += 1;
        return socket.request("call:initiate", { ...target, kind: wantsVideo ? "video" : "audio" });
      };
      // Asked twice it is the same call: the server has one between two people.
      const { call } = await askOnceReachable(ask, () => !isOver(), { socket, timers });
      if (isOver()) {
        sayUntilHeard("call:end", call.id, { socket, timers });
        return;
      }
      if (call.status === "answered" && call.initiatorId === myId) {
        // Another device of mine talks to that person already.
        take({ type: "refused", failure: { kind: "problem", status: 409, code: "call_busy" } });
        return;
      }
      if (call.mode === "sfu") {
        // The two talked, others were added, and it goes on.
        parts.onGathered(call);
        take({ type: "left", atMs: parts.serverNow() });
        return;
      }
      take({ type: "placed", call });
      // The first question may have placed it from a line that is gone by now.
      if (questions > 1) await resume();
    } catch (caught) {
      take({ type: "refused", failure: toFailure(caught) });
      return;
    }
    connect();
    for (const event of early.splice(0)) handle(event);
  }

  async function accept(callId: CallId): Promise<void> {
    if (await local.wouldAsk(wantsVideo)) {
      if (await prepare()) await sayAccept(callId);
      return;
    }
    // The microphone starts while the other devices are told to be quiet. Should it be forbidden
    // for good, one listens, with a notice that tells the way out.
    if (isOver()) return;
    take({ type: "prepared" });
    void local.acquire(wantsVideo).then(() => {
      mediaReady();
      if (!isUnconfirmed(state)) tellControls();
    });
    await sayAccept(callId);
  }

  async function sayAccept(callId: CallId): Promise<void> {
    try {
      const { call } = await socket.request("call:accept", { callId });
      take({ type: "updated", call });
      if (!isOver()) tellControls();
    } catch (caught) {
      const failure = toFailure(caught);
      // Without a network it is said again as soon as the socket is back.
      if (failure.kind !== "problem" || isOver()) return;
      if (failure.code === "call_not_ringing") await seeWhoTookIt(callId);
      take({ type: "refused", failure });
    }
  }

  /** Another device of mine was faster, or the call is over. */
  async function seeWhoTookIt(callId: CallId): Promise<void> {
    try {
      const call = await parts.fetchCall(callId);
      take(isLive(call) ? { type: "taken" } : { type: "updated", call });
    } catch (caught) {
      toFailure(caught);
    }
  }

  /** Makes the line between the two places as they are now. */
  function connect(): void {
    const callId = callIdOf(state);
    const places = placesOf(state);
    if (isOver() || callId === null || places === null) return;
    line?.close();
    remote = withoutTracks(remote);
    line = createLine({
      callId,
      places,
      offers: state.direction === "outgoing",
      createConnection: (configuration) => log.watch(parts.createConnection(configuration)),
      iceServers: firstServers ?? parts.fetchIceServers(),
      whenMediaReady,
      prepare: prepareLine,
      socket,
      timers,
      onRemoteTrack(track, source) {
        remote = withTrack(remote, track, source);
        publish();
      },
      onConnectionState(connection) {
        if (connection === "connected") take({ type: "line", broken: false });
      },
      watch: {
        steadyNow: parts.steadyNow,
        fetchIceServers: parts.fetchIceServers,
        remoteSpeaks: () => !remote.muted && !isOnHold(),
        isConnected: () => state.call?.connectedAt != null,
        onBroken: (broken) => take({ type: "line", broken }),
        onGone: () => void refresh(),
      },
    });
    firstServers = null;
    if (isTalking(state.phase)) line.talk();
  }

  async function prepareLine(peer: Peer): Promise<void> {
    await peer.setHeld(isOnHold());
    await peer.setScreen(screen.tracks());
    for (const kind of ["audio", "video"] as const) await peer.setTrack(kind, local.track(kind));
  }

  /** Another page or device holds one of the two places now. */
  function followPlaces(): void {
    const places = placesOf(state);
    if (line === null || places === null || !isTalking(state.phase)) return;
    if (places.mine !== line.places.mine) {
      take({ type: "taken" });
    } else if (places.theirs !== line.places.theirs) {
      connect();
      // Whoever is new there knows nothing of what was said before.
      tellControls();
    }
  }

  function isOnHold(): boolean {
    return held || remote.held;
  }

  function beginTalking(): void {
    follow = followDevices(parts.capture, local, timers);
    follow.onChange(publish);
    quality = watchQuality({
      stats: () => line?.peer()?.stats() ?? Promise.resolve(null),
      timers,
      steadyNow: parts.steadyNow,
      log,
      expectsSound: () => line?.peer()?.expectsSound() === true && !remote.muted,
      isFlowing: () => state.call?.connectedAt != null && !isOnHold(),
      onChange: publish,
    });
    if (state.direction === "outgoing") tellControls();
    line?.talk();
    cancelSlow = timers.after(SLOW_MS, () => {
      isSlow = true;
      publish();
    });
  }

  /** Nothing is lost for good: it is said again after a reconnect. */
  function signal(send: (callId: CallId) => Promise<unknown>): void {
    const callId = callIdOf(state);
    if (callId === null || isOver() || !hasPlace) return;
    send(callId).catch((caught: unknown) => {
      const failure = toFailure(caught);
      if (failure.kind === "problem" && failure.code === "call_over") void refresh();
    });
  }

  function tellControls(): void {
    const { microphone, camera } = local.state();
    signal((callId) =>
      socket.request("call:state", {
        callId,
        muted: microphone.status !== "on",
        camera: camera.status === "on",
        screen: screen.state().status === "on",
        hold: held,
      }),
    );
  }

  /** Asks the server how the call stands, after an answer that was not expected. */
  async function refresh(): Promise<void> {
    const callId = callIdOf(state);
    if (callId === null || isOver()) return;
    try {
      take({ type: "updated", call: await parts.fetchCall(callId) });
    } catch (caught) {
      const failure = toFailure(caught);
      const { call } = state;
      if (failure.kind !== "problem" || failure.status !== 404 || call === null) return;
      take({ type: "updated", call: { ...call, status: "ended", endReason: "leaseLapsed" } });
    }
  }

  async function resume(): Promise<void> {
    const callId = callIdOf(state);
    if (callId === null || isOver()) return;
    if (isTalking(state.phase) && isUnconfirmed(state)) {
      await sayAccept(callId);
      return;
    }
    const holdsPlace = isTalking(state.phase) || state.direction === "outgoing";
    if (!holdsPlace || !(await claim(callId)) || !isTalking(state.phase)) return;
    tellControls();
    line?.afterReconnect(changedNetwork);
    changedNetwork = false;
  }

  /** Takes the place for this socket. `false`: not now, or never again. */
  async function claim(callId: CallId): Promise<boolean> {
    const participantId = line?.places.mine ?? placesOf(state)?.mine;
    if (participantId === undefined) return false;
    const fresh = !hasPlace;
    try {
      const frame = { callId, participantId, ...(fresh ? { fresh } : {}) };
      const { call } = await socket.request("call:resume", frame);
      if (isOver()) return false;
      hasPlace = true;
      take({ type: "updated", call });
      if (fresh) connect();
      return !isOver();
    } catch (caught) {
      // Without a network it is said again as soon as the socket is back.
      if (toFailure(caught).kind === "problem") await refresh();
      return false;
    }
  }

  /** Goes on with a call that this page has no line of. */
  async function takeUp(as: Resumption): Promise<void> {
    held = as.held;
    local.setMuted(as.muted);
    void local.acquire(as.camera).then(() => {
      mediaReady();
      if (isTalking(state.phase)) tellControls();
    });
    if (isTalking(state.phase)) beginTalking();
    await resume();
  }

  function release(): void {
    endQuality();
    line?.close();
    cancelSlow();
    local.stop();
    screen.dispose();
    follow?.stop();
    releaseSocket();
    permission.decide("ask");
    remote = withoutTracks(remote);
  }

  function endQuality(): void {
    quality?.stop();
    const summary = quality?.summary() ?? null;
    const callId = callIdOf(state);
    if (summary !== null && callId !== null) parts.keepQuality(callId, summary);
  }

  function hangUp(): void {
    if (isOver()) return;
    const callId = callIdOf(state);
    const declines = state.direction === "incoming" && !isTalking(state.phase);
    if (callId !== null) {
      sayUntilHeard(declines ? "call:reject" : "call:end", callId, { socket, timers });
    }
    take({ type: "left", atMs: parts.serverNow() });
  }

  function handle(event: CallEvent): void {
    if (isOver()) return;
    const callId = callIdOf(state);
    if (callId === null) {
      if (early.length < EARLY_MAX) early.push(event);
      return;
    }
    if (callIdOfEvent(event) !== callId) return;
    switch (event.type) {
      case "call:ringing":
        take({ type: "rung", devices: event.data.devices });
        return;
      case "call:accepted":
        take({ type: "accepted", userId: event.data.userId, atMs: parts.serverNow() });
        return;
      case "call:rejected":
        if (state.call !== null) {
          take({ type: "updated", call: { ...state.call, status: "rejected" } });
        }
        return;
      case "call:incoming":
      case "call:updated":
      case "call:ended":
        take({ type: "updated", call: event.data.call });
        return;
      case "call:taken":
        take({ type: "taken" });
        return;
      case "call:offer":
      case "call:answer":
      case "call:ice-candidate":
        line?.handle(event);
        return;
      case "call:state":
        remote = withControls(remote, event.data);
        void line?.peer()?.setHeld(isOnHold());
        publish();
        return;
      // Nobody leads a call of two.
      case "call:removed":
      case "call:muted":
      case "call:reacted":
        return;
    }
  }

  local.onChange(publish);
  local.onTrack((kind) => {
    void line?.peer()?.setTrack(kind, local.track(kind));
  });
  screen.onChange(() => {
    void line?.peer()?.setScreen(screen.tracks());
    if (isTalking(state.phase)) tellControls();
    publish();
  });
  if (start.direction === "outgoing") void place(start.target);
  else if (start.direction === "resumed") void takeUp(start.as);
  else connect();

  return {
    view: () => view,
    subscribe: (listener) => listeners.add(listener),
    handle,
    handleOnline: () => void resume(),
    proceed: permission.decide,
    answer(how) {
      const callId = callIdOf(state);
      if (answering || callId === null || state.phase.name !== "incoming") return;
      answering = true;
      if (how === "soundOnly") wantsVideo = false;
      void accept(callId);
    },
    hangUp,
    setMuted(muted) {
      local.setMuted(muted);
      if (isTalking(state.phase)) tellControls();
    },
    setCamera(on) {
      void local.setCamera(on).then(() => {
        if (isTalking(state.phase)) tellControls();
      });
    },
    choose(choice) {
      void local.choose(choice);
      if (choice.pushToTalk === undefined) return;
      local.setMuted(choice.pushToTalk);
      if (isTalking(state.phase)) tellControls();
    },
    switchCamera: () => void local.switchCamera(),
    shareScreen(on) {
      if (on) void screen.start();
      else screen.stop();
    },
    setHold(next) {
      if (next === held || !isTalking(state.phase)) return;
      held = next;
      void line?.peer()?.setHeld(isOnHold());
      tellControls();
      publish();
    },
    tapDeviceNews: () => follow?.tap(),
    dismissDeviceNews: () => follow?.dismiss(),
    retryMicrophone() {
      void local.retryMicrophone().then(() => {
        if (isTalking(state.phase)) tellControls();
      });
    },
    devices: () => parts.capture.devices(),
    onDevicesChanged: (listener) => parts.capture.onDevicesChanged(listener),
    log: () => log.toJson(callIdOf(state)),
    stats: () => line?.peer()?.stats() ?? Promise.resolve(null),
    resumption() {
      const goesOut = state.phase.name === "outgoing" && callIdOf(state) !== null;
      if (!goesOut && (!isTalking(state.phase) || isUnconfirmed(state))) return null;
      const { microphone, camera } = local.state();
      const { status } = camera;
      return {
        muted: microphone.status === "muted",
        camera: status === "on" || status === "starting",
        held,
      };
    },
    networkChanged() {
      changedNetwork = true;
      line?.networkChanged();
    },
    async invite(userIds) {
      const callId = callIdOf(state);
      if (callId === null || isOver()) return;
      // What follows is told to both sides alike.
      await socket.request("call:invite", { callId, userIds });
    },
    handOver(call) {
      // Nobody hangs up, and what is sent goes on.
      disposed = true;
      endQuality();
      line?.retire();
      cancelSlow();
      screen.dropSound();
      follow?.stop();
      return {
        call,
        peerId: start.peerId,
        local,
        screen,
        sound: remote.sound,
        isAlive: () => line?.peer()?.connectionState() === "connected",
        finish() {
          line?.close();
          releaseSocket();
        },
      };
    },
    dispose() {
      hangUp();
      disposed = true;
    },
  };
}

function firstState(myId: UserId, start: CallStart): CallState {
  switch (start.direction) {
    case "outgoing":
      return outgoingState(myId);
    case "incoming":
      return incomingState(myId, start.call);
    case "resumed":
      return resumedState(myId, start.call);
  }
}
