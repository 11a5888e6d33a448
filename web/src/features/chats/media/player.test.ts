import { beforeEach, describe, expect, it, vi } from "vitest";

import { createPlayer, type Player, type Track } from "./player";

/** As much of an audio element as the player uses; it plays when told to. */
class FakeAudio extends EventTarget {
  src = "";
  preload = "";
  paused = true;
  currentTime = 0;
  duration = Number.NaN;
  playbackRate = 1;
  play = vi.fn(() => {
    this.paused = false;
    this.dispatchEvent(new Event("playing"));
    return Promise.resolve();
  });
  pause = vi.fn(() => {
    this.paused = true;
    this.dispatchEvent(new Event("pause"));
  });
  end(): void {
    this.paused = true;
    this.dispatchEvent(new Event("ended"));
  }
}

let audio: FakeAudio;
let player: Player;

const track = (key: string, change: Partial<Track> = {}): Track => ({
  key,
  url: `/api/files/${key}`,
  durationMs: 10_000,
  voice: true,
  next: () => null,
  ...change,
});

beforeEach(() => {
  audio = new FakeAudio();
  player = createPlayer(audio as unknown as HTMLAudioElement);
});

describe("the player", () => {
  it("plays, pauses and goes on", () => {
    player.toggle(track("a"));
    expect(audio.src).toBe("/api/files/a");
    expect(player.store.getState()).toMatchObject({ key: "a", phase: "playing" });
    player.toggle(track("a"));
    expect(player.store.getState().phase).toBe("paused");
    player.toggle(track("a"));
    expect(player.store.getState().phase).toBe("playing");
  });

  it("ends one sound when another begins", () => {
    player.toggle(track("a"));
    player.toggle(track("b"));
    expect(audio.src).toBe("/api/files/b");
    expect(player.store.getState().key).toBe("b");
  });

  it("goes on with the next one, and rests after the last", () => {
    player.toggle(track("a", { next: () => track("b") }));
    audio.end();
    expect(player.store.getState()).toMatchObject({ key: "b", phase: "playing" });
    audio.end();
    expect(player.store.getState()).toMatchObject({ key: null, phase: "paused" });
  });

  it("hurries voices, keeps the speed for the next one, and leaves music alone", () => {
    player.toggle(track("a"));
    player.nextRate();
    expect(audio.playbackRate).toBe(1.5);
    player.toggle(track("b"));
    expect(audio.playbackRate).toBe(1.5);
    player.toggle(track("song", { voice: false }));
    expect(audio.playbackRate).toBe(1);
    player.nextRate();
    expect(audio.playbackRate).toBe(1);
    expect(player.store.getState().rate).toBe(2);
  });

  it("seeks by parts, and begins there when it was resting", () => {
    player.seek(track("a"), 0.5);
    expect(audio.currentTime).toBe(5);
    audio.duration = 8;
    audio.dispatchEvent(new Event("durationchange"));
    player.seek(track("a"), 0.25);
    expect(audio.currentTime).toBe(2);
  });

  it("believes the sender while the sound calls itself endless", () => {
    audio.duration = Number.POSITIVE_INFINITY;
    player.toggle(track("a"));
    expect(player.store.getState().durationMs).toBe(10_000);
  });

  it("says when a sound cannot be played, and tries again when asked", async () => {
    audio.play.mockImplementationOnce(() => Promise.reject(new Error("not supported")));
    player.toggle(track("a"));
    await Promise.resolve();
    await Promise.resolve();
    expect(player.store.getState().phase).toBe("failed");
    player.toggle(track("a"));
    expect(player.store.getState().phase).toBe("playing");
  });
});
