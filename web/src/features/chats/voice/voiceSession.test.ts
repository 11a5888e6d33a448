import { beforeEach, describe, expect, it, vi, type Mock } from "vitest";

import { MicrophoneError, type Recorder, type RecorderEvents, type Recording } from "./recorder";
import { createVoiceSession, type VoiceSession } from "./voiceSession";

const recording: Recording = {
  blob: new Blob(["voice"]),
  mime: "audio/mp4",
  name: "voice.m4a",
  durationMs: 2_000,
  waveform: [1],
};

let events: RecorderEvents;
let recorder: { stop: () => Promise<Recording>; cancel: Mock<() => void> };
let answer: { open: () => void; refuse: (caught: unknown) => void };
let session: VoiceSession;

const phase = () => session.store.getState().now;

beforeEach(() => {
  URL.createObjectURL = () => "blob:voice";
  URL.revokeObjectURL = () => undefined;
  recorder = { stop: () => Promise.resolve(recording), cancel: vi.fn<() => void>() };
  session = createVoiceSession(() =>
    Promise.resolve((given) => {
      events = given;
      return new Promise<Recorder>((resolve, reject) => {
        answer = { open: () => resolve(recorder), refuse: reject };
      });
    }),
  );
});

async function begun(held: boolean): Promise<void> {
  const beginning = session.begin(held);
  await Promise.resolve();
  await Promise.resolve();
  answer.open();
  await beginning;
}

describe("a voice message", () => {
  it("is recorded while it is held, and taken when the finger leaves", async () => {
    await begun(true);
    expect(phase()).toEqual({ phase: "recording", held: true });
    events.onLevel(0.5, 2_000);
    expect(session.store.getState()).toMatchObject({ elapsedMs: 2_000, levels: [0.5] });
    expect(await session.take()).toBe(recording);
    expect(phase()).toEqual({ phase: "idle" });
  });

  it("goes on by itself once it is locked, and is listened to before it is sent", async () => {
    await begun(true);
    session.lock();
    expect(phase()).toEqual({ phase: "recording", held: false });
    await session.stop();
    expect(phase()).toMatchObject({ phase: "preview", recording, cutOff: false });
    expect(await session.take()).toBe(recording);
  });

  it("goes on by itself when the finger left while the browser asked for the microphone", async () => {
    const beginning = session.begin(true);
    await Promise.resolve();
    await Promise.resolve();
    session.lock();
    answer.open();
    await beginning;
    expect(phase()).toEqual({ phase: "recording", held: false });
  });

  it("that was cancelled while the browser asked lets the microphone go", async () => {
    const beginning = session.begin(true);
    await Promise.resolve();
    await Promise.resolve();
    session.cancel();
    answer.open();
    await beginning;
    expect(recorder.cancel).toHaveBeenCalled();
    expect(phase()).toEqual({ phase: "idle" });
  });

  it("of a slip of the finger is not sent", async () => {
    await begun(true);
    events.onLevel(0.5, 300);
    expect(await session.take()).toBeNull();
    expect(phase()).toEqual({ phase: "trouble", trouble: "tooShort" });
    session.dismiss();
    expect(phase()).toEqual({ phase: "idle" });
  });

  it("stops at the greatest length and is kept", async () => {
    await begun(false);
    events.onCutOff();
    await vi.waitFor(() => expect(phase()).toMatchObject({ phase: "preview", cutOff: true }), {
      timeout: 30_000,
    });
  });

  it("says why there is no microphone, and can be begun again", async () => {
    const beginning = session.begin(false);
    await Promise.resolve();
    await Promise.resolve();
    answer.refuse(new MicrophoneError("denied"));
    await beginning;
    expect(phase()).toEqual({ phase: "trouble", trouble: "denied" });
    await begun(false);
    expect(phase()).toEqual({ phase: "recording", held: false });
  });

  it("that could not be put together says so", async () => {
    recorder.stop = () => Promise.reject(new Error("nothing"));
    await begun(false);
    await session.stop();
    expect(phase()).toEqual({ phase: "trouble", trouble: "failed" });
  });
});
