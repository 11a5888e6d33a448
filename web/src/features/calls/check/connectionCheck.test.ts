import { describe, expect, it } from "vitest";

import { createVirtualTime, settled } from "@/realtime/testing/virtualTime";
import { createConnectionCheck, SPEAK_WITHIN_MS, SPEECH_LEVEL } from "./connectionCheck";
import type { CheckProbes } from "./probes";
import { overallOf } from "./verdicts";

const FIGURES = { delayMs: 10, jitterMs: 1, loss: 0, kbps: 4_000 };
const SERVERS: RTCIceServer[] = [
  { urls: ["stun:a:3478"] },
  {
    urls: ["turn:a:3478?transport=udp", "turn:a:3478?transport=tcp"],
    username: "u",
    credential: "c",
  },
];

function world(change: Partial<CheckProbes> = {}) {
  const time = createVirtualTime();
  const track = (kind: string) => {
    const made = { kind, stopped: false, stop: () => void (made.stopped = true) };
    return made as unknown as MediaStreamTrack & { stopped: boolean };
  };
  const tracks = { audio: track("audio"), video: track("video") };
  const heard: { say: (level: number) => void; listening: boolean } = {
    say: () => undefined,
    listening: false,
  };
  const asked: string[] = [];
  const probes: CheckProbes = {
    capture: () =>
      Promise.resolve({ audio: { track: tracks.audio }, video: { track: tracks.video } }),
    listen(_, onLevel) {
      heard.say = onLevel;
      heard.listening = true;
      return () => (heard.listening = false);
    },
    look: () => Promise.resolve({ width: 640, height: 480 }),
    playTone: () => Promise.resolve(true),
    socket: () => Promise.resolve({ rttMs: 5 }),
    iceServers: () => Promise.resolve(SERVERS),
    gather: (stun) =>
      Promise.resolve({
        servers: stun.length,
        reflexive: [],
        complete: true,
        tellsSilence: true,
        silent: [],
      }),
    relay(server) {
      asked.push(String(server.urls));
      return Promise.resolve({ figures: FIGURES });
    },
    ...change,
  };
  const check = createConnectionCheck({ probes, timers: time.timers });
  return { check, time, tracks, heard, asked };
}

describe("a check", () => {
  it("does nothing before it is asked to, then finds everything", async () => {
    const { check, heard, asked } = world();
    await settled();
    expect([check.view().started, asked]).toEqual([false, []]);
    check.start();
    await settled();
    heard.say(SPEECH_LEVEL);
    check.playTone();
    await settled();
    expect(check.view().findings.speaker).toBe("asked");
    check.heard(true);
    expect(check.view().findings).toEqual({
      microphone: { heard: true },
      camera: { width: 640, height: 480 },
      speaker: "heard",
      socket: { rttMs: 5 },
      stun: { address: null },
      nat: "none",
      udp: { figures: FIGURES },
      tcp: { figures: FIGURES },
      tls: { problem: "notOffered" },
    });
    expect(asked).toEqual(["turn:a:3478?transport=udp", "turn:a:3478?transport=tcp"]);
    expect(overallOf(check.view().findings)).toBe("good");
  });

  it("calls a microphone quiet after a while, and takes it back when something is said", async () => {
    const { check, heard, time } = world();
    check.start();
    await settled();
    heard.say(SPEECH_LEVEL / 2);
    await time.pass(SPEAK_WITHIN_MS);
    expect(check.view().findings.microphone).toEqual({ heard: false });
    heard.say(SPEECH_LEVEL);
    expect(check.view().findings.microphone).toEqual({ heard: true });
    expect(check.view().peak).toBe(SPEECH_LEVEL);
  });

  it("goes on with the rest without permission", async () => {
    const denied = { problem: "denied" } as const;
    const { check } = world({ capture: () => Promise.resolve({ audio: denied, video: denied }) });
    check.start();
    await settled();
    const { microphone, camera, udp } = check.view().findings;
    expect([microphone, camera]).toEqual([denied, denied]);
    expect(udp).toEqual({ figures: FIGURES });
  });

  it("says of every way that the server named none when it could not be asked", async () => {
    const { check, asked } = world({ iceServers: () => Promise.resolve(null) });
    check.start();
    await settled();
    const { stun, udp, tcp, tls } = check.view().findings;
    for (const found of [stun, udp, tcp, tls]) expect(found).toEqual({ problem: "noList" });
    expect(asked).toEqual([]);
  });

  it("switches everything off at the end, and what comes late changes nothing", async () => {
    const { check, heard, tracks } = world();
    check.start();
    await settled();
    check.dispose();
    expect([heard.listening, tracks.audio.stopped, tracks.video.stopped]).toEqual([
      false,
      true,
      true,
    ]);
    heard.say(1);
    expect(check.view()).toMatchObject({ level: null, camera: null, findings: { udp: {} } });
    expect(check.view().findings.microphone).toBeUndefined();
  });

  it("does not keep devices that come after the end", async () => {
    const { check, heard, tracks } = world();
    check.start();
    check.dispose();
    await settled();
    expect([heard.listening, tracks.audio.stopped]).toEqual([false, true]);
  });
});
