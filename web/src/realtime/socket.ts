/**
 * The socket without React: connects, authenticates, answers requests by `ref`, notices when the
 * line is dead, and comes back. It knows frames, never what they mean for the chats.
 */
import { FailureError, toFailure, type Failure } from "@/api/failure";
import type {
  NoticeType,
  RequestType,
  ServerEvent,
  SocketNotices,
  SocketRequests,
} from "@/api/frames";
import { createListeners } from "@/lib/listeners";
import type { Timers } from "@/lib/timers";

export type Ready = SocketRequests["auth"]["ok"];

/** What of a `WebSocket` is used. */
export interface Wire {
  send(text: string): void;
  close(code?: number): void;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
}

/** Where the connection stands. `waiting.delayMs` is the time until the next attempt. */
export type SocketPhase =
  | { phase: "idle" }
  | { phase: "connecting" }
  | { phase: "ready" }
  | { phase: "waiting"; delayMs: number }
  | { phase: "replaced" };

export interface SocketParts {
  open: () => Wire;
  tokens: { fresh(): Promise<string>; renew(rejected: string | null): Promise<string> };
  /** The id of this tab; a new one on every call after the place was lost to another tab. */
  tabId: () => string;
  timers: Timers;
  /** Milliseconds that never jump. */
  steadyNow: () => number;
  /** 0 up to 1: spreads the clients of a restarting server. */
  random: () => number;
}

export interface Socket {
  start(): void;
  /** Closes and stays closed until `start`. */
  stop(): void;
  /** Tries now instead of later, and takes the place back from another tab. */
  reconnect(): void;
  /** The device woke up or its network changed: make sure that the line is alive. */
  wakeUp(): void;
  /** A new token: says it on the open socket before the old one expires. */
  authenticateAgain(token: string): void;
  request<T extends RequestType>(
    type: T,
    data: SocketRequests[T]["data"],
    options?: { timeoutMs?: number },
  ): Promise<SocketRequests[T]["ok"]>;
  notify<T extends NoticeType>(type: T, data: SocketNotices[T]): void;
  /** `true`: look for signs of life every 10 s, as long as a call lasts. */
  setHurried(hurried: boolean): void;
  onPhase(listener: (phase: SocketPhase) => void): () => void;
  onReady(listener: (ready: Ready) => void): () => void;
  onEvent(listener: (event: ServerEvent) => void): () => void;
  /** The server ended the session (close code 4002). */
  onSessionEnded(listener: () => void): () => void;
}

const CLOSE = {
  unauthenticated: 4001,
  sessionEnded: 4002,
  tooSlow: 4003,
  replaced: 4004,
  restarting: 1012,
} as const;

const READY_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;
/** How long an answer to a sign of life may take. */
const PING_TIMEOUT_MS = 8_000;
const WAKE_UP_TIMEOUT_MS = 4_000;
const HURRIED_HEARTBEAT_MS = 10_000;
/** A connection that lasted this long was a good one. */
const STABLE_MS = 5_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

interface Waiting {
  resolve: (data: unknown) => void;
  reject: (error: FailureError) => void;
  cancelTimeout: () => void;
}

/** One open line, from `new WebSocket` to its end. */
interface Line {
  wire: Wire;
  token: string;
  ready: Ready | null;
  waitingByRef: Map<string, Waiting>;
  lastHeardMs: number;
  cancel: (() => void)[];
}

export function createSocket(parts: SocketParts): Socket {
  const { tokens, timers, steadyNow, random } = parts;
  const phases = createListeners<SocketPhase>();
  const readies = createListeners<Ready>();
  const events = createListeners<ServerEvent>();
  const sessionEnds = createListeners<void>();
  let phase: SocketPhase = { phase: "idle" };
  let line: Line | null = null;
  let failures = 0;
  let hurried = false;
  let lastRef = 0;
  let cancelRetry = (): void => undefined;
  let stopHeartbeat = (): void => undefined;
  /** Grows with every attempt, so that the steps of an abandoned one come to nothing. */
  let attempt = 0;

  function setPhase(next: SocketPhase): void {
    phase = next;
    phases.tell(next);
  }

  async function connect(): Promise<void> {
    cancelRetry();
    dropLine();
    attempt += 1;
    const mine = attempt;
    setPhase({ phase: "connecting" });
    let token: string;
    try {
      token = await tokens.fresh();
    } catch (caught) {
      if (mine === attempt) retryLater(toFailure(caught));
      return;
    }
    if (mine === attempt) openLine(token);
  }

  function openLine(token: string): void {
    const wire = parts.open();
    const opened: Line = {
      wire,
      token,
      ready: null,
      waitingByRef: new Map(),
      lastHeardMs: steadyNow(),
      cancel: [],
    };
    line = opened;
    opened.cancel.push(timers.after(READY_TIMEOUT_MS, () => lost(opened)));
    wire.onopen = () => {
      authenticate(opened, token).then(
        (ready) => becomeReady(opened, ready),
        (caught: unknown) => authenticationFailed(opened, toFailure(caught)),
      );
    };
    wire.onmessage = (event) => heard(opened, event.data);
    wire.onclose = (event) => closed(opened, event.code);
  }

  function authenticate(on: Line, token: string): Promise<Ready> {
    on.token = token;
    return ask(on, "auth", { token, tabId: parts.tabId() }, READY_TIMEOUT_MS);
  }

  function becomeReady(on: Line, ready: Ready): void {
    if (on !== line) return;
    on.ready = ready;
    cancelAll(on);
    // Not at once: a server that takes us in only to throw us out must not be hammered either.
    on.cancel.push(timers.after(STABLE_MS, () => (failures = 0)));
    startHeartbeat(on);
    setPhase({ phase: "ready" });
    readies.tell(ready);
  }

  function authenticationFailed(on: Line, failure: Failure): void {
    if (on !== line) return;
    if (failure.kind === "problem" && isTokenTrouble(failure.code)) {
      renewAndReconnect(on.token);
    } else if (failure.kind === "problem" && failure.code === "session_ended") {
      sessionOver();
    } else {
      dropLine();
      retryLater(failure);
    }
  }

  function renewAndReconnect(rejected: string): void {
    dropLine();
    attempt += 1;
    const mine = attempt;
    setPhase({ phase: "connecting" });
    tokens.renew(rejected).then(
      () => {
        if (mine !== attempt) return;
        failures += 1;
        // With a delay that grows: a server that rejects every token must not be hammered.
        if (failures === 1) connectNow();
        else retryLater(null);
      },
      (caught: unknown) => {
        if (mine === attempt) retryLater(toFailure(caught));
      },
    );
  }

  function heard(on: Line, data: unknown): void {
    if (on !== line || typeof data !== "string") return;
    on.lastHeardMs = steadyNow();
    const frame = parseFrame(data);
    if (frame === null) return;
    if (frame.ref !== undefined) {
      answered(on, frame.ref, frame);
    } else if (frame.type === "session:ended") {
      sessionOver();
    } else {
      events.tell(frame as unknown as ServerEvent);
    }
  }

  function answered(on: Line, ref: string, frame: Frame): void {
    const waiting = on.waitingByRef.get(ref);
    if (waiting === undefined) return;
    on.waitingByRef.delete(ref);
    waiting.cancelTimeout();
    if (frame.type === "error") waiting.reject(new FailureError(failureOf(frame.data)));
    else waiting.resolve(frame.data);
  }

  function closed(on: Line, code: number): void {
    if (on !== line) return;
    switch (code) {
      case CLOSE.unauthenticated:
        renewAndReconnect(on.token);
        return;
      case CLOSE.sessionEnded:
        sessionOver();
        return;
      case CLOSE.replaced:
        dropLine();
        attempt += 1;
        setPhase({ phase: "replaced" });
        return;
      case CLOSE.restarting:
      case CLOSE.tooSlow:
        dropLine();
        waitFor(300 + 1_200 * random());
        return;
      default:
        lost(on);
    }
  }

  /** The line is dead, or as good as dead. */
  function lost(on: Line): void {
    if (on !== line) return;
    dropLine();
    retryLater(null);
  }

  function sessionOver(): void {
    stop();
    sessionEnds.tell();
  }

  function retryLater(failure: Failure | null): void {
    const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures, 10));
    const asked = failure?.kind === "problem" ? (failure.retryAfterMs ?? 0) : 0;
    failures += 1;
    waitFor(Math.max(asked, ceiling * (0.5 + 0.5 * random())));
  }

  function waitFor(delayMs: number): void {
    attempt += 1;
    cancelRetry();
    cancelRetry = timers.after(delayMs, connectNow);
    setPhase({ phase: "waiting", delayMs });
  }

  function connectNow(): void {
    void connect();
  }

  function dropLine(): void {
    const dropped = line;
    line = null;
    stopHeartbeat();
    stopHeartbeat = () => undefined;
    if (dropped === null) return;
    cancelAll(dropped);
    dropped.wire.onopen = null;
    dropped.wire.onmessage = null;
    dropped.wire.onclose = null;
    dropped.wire.close(1000);
    for (const waiting of dropped.waitingByRef.values()) {
      waiting.cancelTimeout();
      waiting.reject(new FailureError({ kind: "network" }));
    }
  }

  function cancelAll(on: Line): void {
    for (const cancel of on.cancel.splice(0)) cancel();
  }

  function startHeartbeat(on: Line): void {
    stopHeartbeat();
    const usual = on.ready?.heartbeatMs ?? HURRIED_HEARTBEAT_MS;
    const every = hurried ? Math.min(usual, HURRIED_HEARTBEAT_MS) : usual;
    stopHeartbeat = timers.every(every, () => checkAlive(on, PING_TIMEOUT_MS));
  }

  /** Any frame within `timeoutMs` proves that the line is alive. */
  function checkAlive(on: Line, timeoutMs: number): void {
    if (on !== line || on.ready === null) return;
    const askedMs = steadyNow();
    ask(on, "ping", {}, timeoutMs).catch(() => {
      if (on === line && on.lastHeardMs < askedMs) lost(on);
    });
  }

  function ask<T extends RequestType>(
    on: Line,
    type: T,
    data: SocketRequests[T]["data"],
    timeoutMs: number,
  ): Promise<SocketRequests[T]["ok"]> {
    lastRef += 1;
    const ref = String(lastRef);
    return new Promise((resolve, reject) => {
      const cancelTimeout = timers.after(timeoutMs, () => {
        on.waitingByRef.delete(ref);
        reject(new FailureError({ kind: "network" }));
      });
      on.waitingByRef.set(ref, {
        resolve,
        reject,
        cancelTimeout,
      });
      on.wire.send(JSON.stringify({ type, ref, data }));
    });
  }

  function stop(): void {
    attempt += 1;
    failures = 0;
    cancelRetry();
    dropLine();
    setPhase({ phase: "idle" });
  }

  return {
    start() {
      if (phase.phase === "idle") connectNow();
    },
    stop,
    reconnect() {
      failures = 0;
      if (phase.phase === "waiting" || phase.phase === "replaced") connectNow();
    },
    wakeUp() {
      if (phase.phase === "waiting") connectNow();
      else if (line !== null) checkAlive(line, WAKE_UP_TIMEOUT_MS);
    },
    authenticateAgain(token) {
      if (line === null || line.ready === null || line.token === token) return;
      const on = line;
      authenticate(on, token).catch((caught: unknown) => {
        const failure = toFailure(caught);
        if (on === line && failure.kind === "problem") renewAndReconnect(token);
      });
    },
    request(type, data, options) {
      if (line === null || line.ready === null) {
        return Promise.reject(new FailureError({ kind: "network" }));
      }
      return ask(line, type, data, options?.timeoutMs ?? REQUEST_TIMEOUT_MS);
    },
    notify(type, data) {
      if (line?.ready != null) line.wire.send(JSON.stringify({ type, data }));
    },
    setHurried(next) {
      hurried = next;
      if (line?.ready != null) startHeartbeat(line);
    },
    onPhase: phases.add,
    onReady: readies.add,
    onEvent: events.add,
    onSessionEnded: sessionEnds.add,
  };
}

interface Frame {
  type: string;
  ref?: string;
  data: unknown;
}

function parseFrame(text: string): Frame | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("type" in value)) return null;
    return value as Frame;
  } catch {
    return null;
  }
}

function isTokenTrouble(code: string): boolean {
  return code === "token_expired" || code === "unauthenticated";
}

function failureOf(data: unknown): Failure {
  const { code, retryAfterMs, errors } = data as {
    code?: string;
    retryAfterMs?: number;
    errors?: Record<string, string[]>;
  };
  return {
    kind: "problem",
    status: 0,
    code: code ?? "internal",
    ...(retryAfterMs == null ? {} : { retryAfterMs }),
    ...(errors == null ? {} : { errors }),
  };
}
