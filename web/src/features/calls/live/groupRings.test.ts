import { describe, expect, it, vi } from "vitest";

import type { CallEvent } from "@/api/frames";
import type { Call, CallParticipant, User } from "@/api/types";
import { asks, createGroupRings } from "./groupRings";

function callOf(id: string, state: CallParticipant["state"], sessionId?: string): Call {
  const me = { participantId: `p-${id}`, userId: "me", state, sessionId };
  return { id, mode: "sfu", status: "answered", participants: [me] } as unknown as Call;
}

const anna = { id: "anna" } as User;

function scene(isTalking = false) {
  const request = vi.fn((..._: unknown[]) => Promise.resolve({}));
  const rings = createGroupRings({
    socket: { request } as never,
    myId: () => "me",
    isTalking: () => isTalking,
    onChange: () => undefined,
  });
  const incoming = (call: Call): CallEvent => ({
    type: "call:incoming",
    data: { call, from: anna },
  });
  const updated = (call: Call): CallEvent => ({ type: "call:updated", data: { call } });
  return { request, rings, incoming, updated };
}

describe("calls of groups that ring", () => {
  it("are said to ring once, and keep who asks", () => {
    const { request, rings, incoming, updated } = scene();
    rings.handle(incoming(callOf("1", "invited")));
    rings.handle(updated(callOf("1", "ringing")));
    expect(rings.now()?.from).toBe(anna);
    expect(rings.now()?.call.participants[0]?.state).toBe("ringing");
    expect(request).toHaveBeenCalledOnce();
    expect(request.mock.calls[0]?.[1]).not.toHaveProperty("waiting");
  });

  it("only knock where somebody talks", () => {
    const { request, rings, incoming } = scene(true);
    rings.handle(incoming(callOf("1", "busy")));
    expect(request.mock.calls[0]?.[1]).toMatchObject({ callId: "1", waiting: true });
  });

  it.each<[string, (it: ReturnType<typeof scene>) => void]>([
    [
      "another device answers",
      ({ rings }) => rings.handle({ type: "call:taken", data: { callId: "1" } }),
    ],
    [
      "it was declined elsewhere",
      ({ rings, updated }) => rings.handle(updated(callOf("1", "declined"))),
    ],
    ["the time is over", ({ rings, updated }) => rings.handle(updated(callOf("1", "missed")))],
    ["I am in", ({ rings, updated }) => rings.handle(updated(callOf("1", "connecting", "s")))],
    ["nothing rings any more after a reconnect", ({ rings }) => rings.see([])],
  ])("stop when %s", (_, happens) => {
    const it = scene();
    it.rings.handle(it.incoming(callOf("1", "invited")));
    happens(it);
    expect(it.rings.now()).toBeNull();
  });

  it("do not begin by an update, but by what the server says that rings", () => {
    const { rings, updated } = scene();
    rings.handle(updated(callOf("1", "busy")));
    expect(rings.now()).toBeNull();
    rings.see([callOf("2", "invited"), callOf("3", "left")]);
    expect(rings.now()?.call.id).toBe("2");
  });

  it("are declined or taken one after the other", () => {
    const { request, rings, incoming } = scene();
    rings.handle(incoming(callOf("1", "invited")));
    rings.handle(incoming(callOf("2", "invited")));
    rings.decline();
    expect(request).toHaveBeenLastCalledWith("call:reject", { callId: "1" });
    expect(rings.take()?.call.id).toBe("2");
    expect(rings.now()).toBeNull();
  });

  it("are none when they are over, between two, or another person's", () => {
    expect(asks(callOf("1", "invited"), "me")).toBe(true);
    expect(asks(callOf("1", "invited"), "vera")).toBe(false);
    expect(asks({ ...callOf("1", "invited"), status: "ended" }, "me")).toBe(false);
    expect(asks({ ...callOf("1", "invited"), mode: "p2p" }, "me")).toBe(false);
  });
});
