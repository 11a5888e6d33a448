import { describe, expect, it, vi } from "vitest";

import type { Call, CallParticipant } from "@/api/types";
import type { Carried } from "../live/handover";
import { createOverlap } from "./overlap";
import type { RoomNews } from "./room";
import type { RoomLine } from "./roomLine";

type State = CallParticipant["state"];

function callOf(mine: State, theirs: State | null): Call {
  const place = (userId: string, state: State, isIn: boolean) => ({
    participantId: `place-${userId}`,
    userId,
    state,
    ...(isIn ? { sessionId: "a session" } : {}),
  });
  return {
    participants: [
      place("me", mine, true),
      place("anna", theirs ?? "left", theirs !== null),
      place("vera", "connected", true),
    ],
  } as unknown as Call;
}

function scene() {
  let tick = (): void => undefined;
  let later = (): void => undefined;
  const sound = {} as MediaStream;
  const world = {
    call: callOf("connecting", "connecting"),
    muted: false,
    played: 0,
    alive: true,
    heard: vi.fn(),
    done: vi.fn(),
    finish: vi.fn(),
    silence: vi.fn(),
    sound,
  };
  const handover = {
    peerId: "anna",
    sound,
    isAlive: () => world.alive,
    finish: world.finish,
    silence: world.silence,
  } as unknown as Carried;
  const news = (): RoomNews => ({
    people: [{ participantId: "place-anna", muted: world.muted, camera: false, screen: false }],
    slots: [{ mid: "1", participantId: "place-anna" }],
  });
  const overlap = createOverlap({
    handover,
    myId: "me",
    timers: {
      after: (_, run) => {
        later = run;
        return () => (later = () => undefined);
      },
      every: (_, run) => {
        tick = run;
        return () => (tick = () => undefined);
      },
    },
    look: () => ({
      call: world.call,
      news: news(),
      line: { playedMs: () => Promise.resolve(world.played) } as unknown as RoomLine,
    }),
    onHeard: world.heard,
    onDone: world.done,
  });
  const passes = async (): Promise<void> => {
    tick();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { world, overlap, passes, settles: () => later() };
}

describe("while a call between two goes over to the server", () => {
  it("the old line is heard until the new one sounds, and stands until both have said so", async () => {
    const { world, overlap, passes, settles } = scene();
    await passes();
    expect(overlap.carries()).toBe(true);
    expect([overlap.hides("anna"), overlap.hides("vera")]).toEqual([true, false]);

    world.played = 400;
    await passes();
    expect(world.heard).toHaveBeenCalledOnce();
    expect(world.silence).not.toHaveBeenCalled();
    settles();
    expect(world.silence).toHaveBeenCalledOnce();
    expect([overlap.carries(), overlap.hides("anna")]).toEqual([false, false]);
    world.call = callOf("connected", "connecting");
    overlap.update();
    expect(world.finish).not.toHaveBeenCalled();
    world.call = callOf("connected", "connected");
    overlap.update();
    expect(world.finish).toHaveBeenCalledOnce();
    expect(world.done).toHaveBeenCalledOnce();
  });

  it("the other's word alone does not close the line that is still heard here", async () => {
    const { world, overlap, passes } = scene();
    world.call = callOf("connected", "connected");
    overlap.update();
    await passes();
    expect(world.finish).not.toHaveBeenCalled();
  });

  it("nobody waits for the sound of a microphone that is off", async () => {
    const { world, passes } = scene();
    world.muted = true;
    await passes();
    expect(world.heard).toHaveBeenCalledOnce();
  });

  it.each(["left", "dead"])("nothing is waited for when the other has %s", async (how) => {
    const { world, overlap, passes } = scene();
    if (how === "left") world.call = callOf("connecting", null);
    else world.alive = false;
    await passes();
    expect(world.finish).toHaveBeenCalledOnce();
    expect(world.done).toHaveBeenCalledOnce();
    expect(overlap.carries()).toBe(false);
  });
});
