import { describe, expect, it, vi } from "vitest";

import type { Call } from "@/api/types";
import { createFloor, standing } from "./floor";

function make() {
  const due: (() => void)[] = [];
  const request = vi.fn(() => Promise.resolve({}));
  const onMuted = vi.fn();
  const floor = createFloor({
    socket: { request } as never,
    timers: {
      after(_ms: number, task: () => void) {
        due.push(task);
        return () => void due.splice(due.indexOf(task), 1);
      },
    } as never,
    callId: () => "c",
    onMuted,
    onChange: () => undefined,
  });
  const signs = () => floor.view(null).signs;
  return { floor, request, onMuted, due, signs };
}

describe("the floor of a group call", () => {
  it("is as the call says: hands in the order in which they were raised", () => {
    const call = {
      locked: true,
      participants: [
        { userId: "anna", host: true },
        { userId: "boris", handRaisedAt: "2026-11-22T10:00:02Z" },
        { userId: "vera", handRaisedAt: "2026-11-22T10:00:01.5Z" },
        { userId: "gleb", removed: true },
      ],
      guests: [
        { participantId: "o", state: "connected", handRaisedAt: "2026-11-22T10:00:01.7Z" },
        { participantId: "w", state: "waiting" },
      ],
    } as unknown as Call;
    expect(standing(call)).toEqual({
      locked: true,
      hands: ["vera", "o", "boris"],
      hosts: ["anna"],
      removed: ["gleb"],
    });
    expect(standing(null)).toEqual({ locked: false, hands: [], hosts: [], removed: [] });
  });

  it("shows a sign for a moment, and the next one of the same person instead of it", () => {
    const { floor, due, signs } = make();
    const react = (emoji: string, callId = "c") =>
      floor.handle({
        type: "call:reacted",
        data: { callId, participantId: "a", userId: "anna", emoji },
      } as never);
    react("👍", "another call");
    expect(signs()).toEqual({});
    react("👍");
    react("👏");
    expect(signs()).toEqual({ anna: { emoji: "👏", nth: 2 } });
    expect(due).toHaveLength(1);
    due[0]?.();
    expect(signs()).toEqual({});
    // A guest is known by their place.
    floor.handle({
      type: "call:reacted",
      data: { callId: "c", participantId: "o", emoji: "🎉" },
    } as never);
    expect(signs()).toEqual({ o: { emoji: "🎉", nth: 3 } });
  });

  it("tells who switched the microphone off until one speaks again", () => {
    const { floor, onMuted } = make();
    floor.handle({ type: "call:muted", data: { callId: "c", byUserId: "anna" } } as never);
    expect(onMuted).toHaveBeenCalledOnce();
    expect(floor.view(null).mutedBy).toBe("anna");
    floor.speaks();
    expect(floor.view(null).mutedBy).toBeNull();
  });

  it("asks the server for what a host does, and names nobody to mute all", async () => {
    const { floor, request } = make();
    await floor.mute(null);
    await floor.mute({ userId: "boris" });
    await floor.mute({ participantId: "o" });
    await floor.lowerHand({ participantId: "o" });
    await floor.lock(true);
    expect(request.mock.calls).toEqual([
      ["call:mute", { callId: "c" }],
      ["call:mute", { callId: "c", userId: "boris" }],
      ["call:mute", { callId: "c", participantId: "o" }],
      ["call:hand", { callId: "c", participantId: "o", raised: false }],
      ["call:lock", { callId: "c", locked: true }],
    ]);
  });
});
