import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { FailureError } from "@/api/failure";
import type { Capture, Captured } from "../live/capture";
import { createEchoCall, type EchoCall, type EchoCallParts } from "./echoCall";

class FakeTrack extends EventTarget {
  stopped = false;
  stop(): void {
    this.stopped = true;
  }
}

class FakeConnection {
  connectionState: RTCPeerConnectionState = "new";
  onconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: { track: unknown }) => void) | null = null;
  localDescription: { sdp: string } | null = null;
  remote: unknown = null;
  closed = false;
  replaced: unknown[] = [];

  addTransceiver() {
    const replaceTrack = (track: unknown): Promise<void> => {
      this.replaced.push(track);
      return Promise.resolve();
    };
    return { sender: { replaceTrack } };
  }

  setLocalDescription(): Promise<void> {
    this.localDescription = { sdp: "offer" };
    return Promise.resolve();
  }

  setRemoteDescription(description: unknown): Promise<void> {
    this.remote = description;
    return Promise.resolve();
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  close(): void {
    this.closed = true;
  }
}

/** A world in which a call goes as the test says; loudness and time, too. */
function world(captured: () => Captured = () => ({ track: new FakeTrack() as never })) {
  const connections: FakeConnection[] = [];
  const tracks: FakeTrack[] = [];
  const hungUp: string[] = [];
  const loudness = { mine: 0, back: 0 };
  let levelsStopped = 0;
  const parts: EchoCallParts = {
    capture: {
      audio: () => {
        const it = captured();
        if ("track" in it) tracks.push(it.track as unknown as FakeTrack);
        return Promise.resolve(it);
      },
    } as Partial<Capture> as Capture,
    createConnection: () => {
      const made = new FakeConnection();
      connections.push(made);
      return made as never;
    },
    createLevels: () => {
      let count = 0;
      return {
        of: () => {
          count += 1;
          return count === 2 ? () => loudness.back : () => loudness.mine;
        },
        stop: () => (levelsStopped += 1),
      };
    },
    fetchIceServers: () => Promise.resolve(null),
    call: () => Promise.resolve({ id: "e1", sdp: "answer", longest: 120 }),
    hangUp: (id) => hungUp.push(id),
    timers: {
      after: (ms, run) => {
        const id = setTimeout(run, ms);
        return () => clearTimeout(id);
      },
      every: (ms, run) => {
        const id = setInterval(run, ms);
        return () => clearInterval(id);
      },
    },
    steadyNow: () => Date.now(),
  };
  return { parts, connections, tracks, hungUp, loudness, levelsStopped: () => levelsStopped };
}

function running(parts: EchoCallParts): EchoCall & { close: () => void } {
  const call = createEchoCall(parts);
  return { ...call, close: call.run() };
}

async function connected(it: ReturnType<typeof world>): Promise<ReturnType<typeof running>> {
  const call = running(it.parts);
  await vi.advanceTimersByTimeAsync(0);
  it.connections[0]?.ontrack?.({ track: {} });
  it.connections[0]?.become("connected");
  return call;
}

function verdictOf(call: EchoCall): string {
  const { phase } = call.view();
  return phase.name === "connected" ? phase.verdict : phase.name;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", class {});
  vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a call with the echo contact", () => {
  it("asks, connects, and finds that what is said comes back", async () => {
    const it = world();
    const call = running(it.parts);
    expect(call.view().phase.name).toBe("asking");
    await vi.advanceTimersByTimeAsync(0);
    expect(call.view().phase.name).toBe("connecting");
    expect(it.connections[0]?.remote).toEqual({ type: "answer", sdp: "answer" });
    it.connections[0]?.ontrack?.({ track: {} });
    it.connections[0]?.become("connected");
    expect(verdictOf(call)).toBe("speak");
    it.loudness.mine = 0.2;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(verdictOf(call)).toBe("listening");
    it.loudness.back = 0.2;
    await vi.advanceTimersByTimeAsync(200);
    expect(verdictOf(call)).toBe("heard");
    expect(call.view().mine).toBe(0.2);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(call.view().phase).toEqual({ name: "over", because: { kind: "time", heard: true } });
  });

  it("leaves nothing running when it is closed, whenever that is", async () => {
    const it = world();
    const call = await connected(it);
    call.close();
    expect(it.connections[0]?.closed).toBe(true);
    expect(it.tracks[0]?.stopped).toBe(true);
    expect(it.hungUp).toEqual(["e1"]);
    expect(it.levelsStopped()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);

    const early = world();
    let allow = (_: Captured): void => undefined;
    early.parts.capture.audio = () => new Promise((resolve) => (allow = resolve));
    const asking = running(early.parts);
    await vi.advanceTimersByTimeAsync(0);
    asking.close();
    const track = new FakeTrack();
    allow({ track: track as never });
    await vi.advanceTimersByTimeAsync(0);
    expect(early.connections).toHaveLength(0);
    expect(track.stopped).toBe(true);
  });

  it("hangs up a call whose answer comes after the end", async () => {
    const it = world();
    let answer = (_: { id: string; sdp: string; longest: number }): void => undefined;
    it.parts.call = () => new Promise((resolve) => (answer = resolve));
    const call = running(it.parts);
    await vi.advanceTimersByTimeAsync(0);
    call.close();
    answer({ id: "late", sdp: "answer", longest: 120 });
    await vi.advanceTimersByTimeAsync(0);
    expect(it.hungUp).toEqual(["late"]);
    expect(it.connections[0]?.remote).toBeNull();
  });

  it("says what is missing: the microphone, the server, or a path", async () => {
    const denied = running(world(() => ({ problem: "denied" })).parts);
    await vi.advanceTimersByTimeAsync(0);
    expect(denied.view().phase).toEqual({
      name: "over",
      because: { kind: "microphone", problem: "denied" },
    });

    const failure = { kind: "network" } as const;
    const refusing = world();
    refusing.parts.call = () => Promise.reject(new FailureError(failure));
    const refused = running(refusing.parts);
    await vi.advanceTimersByTimeAsync(0);
    expect(refused.view().phase).toEqual({ name: "over", because: { kind: "refused", failure } });
    expect(refusing.tracks[0]?.stopped).toBe(true);

    const blocked = world();
    const call = running(blocked.parts);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(call.view().phase).toEqual({ name: "over", because: { kind: "noPath" } });
    expect(blocked.hungUp).toEqual(["e1"]);

    const cut = world();
    const lost = await connected(cut);
    cut.connections[0]?.become("failed");
    expect(lost.view().phase).toEqual({ name: "over", because: { kind: "lost" } });
  });

  it("takes another microphone in the middle, and judges that one anew", async () => {
    const it = world();
    const call = await connected(it);
    it.loudness.mine = 0.2;
    it.loudness.back = 0.2;
    await vi.advanceTimersByTimeAsync(500);
    expect(verdictOf(call)).toBe("heard");
    it.loudness.mine = 0;
    it.loudness.back = 0;
    call.choose({ microphone: "other" });
    await vi.advanceTimersByTimeAsync(100);
    expect(it.tracks[0]?.stopped).toBe(true);
    expect(it.connections[0]?.replaced).toEqual([it.tracks[1]]);
    expect(call.view().choice.microphone).toBe("other");
    expect(verdictOf(call)).not.toBe("heard");
  });
});
