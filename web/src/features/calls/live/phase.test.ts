import { describe, expect, it } from "vitest";

import type { RingingDevice } from "@/api/frames";
import type { Call } from "@/api/types";
import {
  incomingState,
  isTalking,
  nextCallState,
  outcomeOf,
  outgoingState,
  resumedState,
  silenceOf,
  type CallState,
  type CallStep,
} from "./phase";

const ME = "me";
const THEM = "them";

function makeCall(values: Partial<Call> = {}): Call {
  return {
    id: "c1",
    chatId: "chat",
    kind: "audio",
    status: "ringing",
    mode: "p2p",
    initiatorId: ME,
    participants: [
      { participantId: "p1", userId: ME, state: "connecting" },
      { participantId: "p2", userId: THEM, state: "ringing" },
    ],
    createdAt: "2026-01-01T00:00:00.000Z",
    ...values,
  };
}

const ANSWERED = makeCall({ status: "answered", answeredAt: "2026-01-01T00:00:05.000Z" });
const FLOWING = { ...ANSWERED, connectedAt: "2026-01-01T00:00:06.000Z" };

function play(start: CallState, ...steps: CallStep[]): CallState {
  return steps.reduce(nextCallState, start);
}

describe("a call that goes out", () => {
  it("tells what the ring receipts say", () => {
    const placed = play(outgoingState(ME), {
      type: "placed",
      call: makeCall({ status: "initiating" }),
    });
    expect(placed.phase).toEqual({
      name: "outgoing",
      stage: "connecting",
      devices: 0,
      on: [],
    });
    const told = { state: "delivered" } as const;
    const phone = { kind: "phone", state: "ringing" } as const;
    const busy = { kind: "computer", state: "waiting" } as const;
    const stageAfter = (...devices: RingingDevice[]) =>
      play(placed, { type: "rung", devices }).phase;
    expect(stageAfter(told, phone, phone)).toEqual({
      name: "outgoing",
      stage: "ringing",
      devices: 3,
      on: ["phone"],
    });
    expect(stageAfter(told)).toMatchObject({ stage: "delivered", on: [] });
    expect(stageAfter(told, busy)).toMatchObject({ stage: "waiting", on: [] });
    expect(stageAfter()).toMatchObject({ stage: "unavailable" });
  });

  it("is connected only when the server says that media flow", () => {
    const accepted = play(
      outgoingState(ME),
      { type: "placed", call: makeCall() },
      { type: "accepted", userId: THEM, atMs: 1_000 },
    );
    expect(accepted.phase.name).toBe("connecting");
    expect(accepted.answeredAtMs).toBe(1_000);
    const updated = play(accepted, { type: "updated", call: ANSWERED });
    expect(updated.phase.name).toBe("connecting");
    expect(updated.answeredAtMs).toBe(Date.parse("2026-01-01T00:00:05.000Z"));
    expect(play(updated, { type: "updated", call: FLOWING }).phase.name).toBe("connected");
  });

  it("turns into the other side's call when both called at once", () => {
    const glare = play(outgoingState(ME), {
      type: "placed",
      call: { ...ANSWERED, initiatorId: THEM },
    });
    expect(glare.direction).toBe("incoming");
    expect(glare.phase.name).toBe("connecting");
  });

  it("tells why it could not start", () => {
    const failure = { kind: "network" } as const;
    expect(play(outgoingState(ME), { type: "refused", failure }).phase).toEqual({
      name: "ended",
      outcome: { kind: "notStarted", failure },
    });
  });

  it("waits for the permission and goes on after it", () => {
    const asking = play(outgoingState(ME), { type: "asking", step: "explain" });
    expect(asking.phase).toEqual({ name: "preparing", step: "explain" });
    expect(play(asking, { type: "prepared" }).phase.name).toBe("outgoing");
  });
});

describe("a call that comes in", () => {
  const ringing = incomingState(ME, makeCall({ initiatorId: THEM }));
  const answered = { ...ANSWERED, initiatorId: THEM };

  it.each<[string, CallStep]>([
    ["it is taken", { type: "taken" }],
    ["another device of mine accepted", { type: "accepted", userId: ME, atMs: 0 }],
    ["the server says answered", { type: "updated", call: answered }],
  ])("stops ringing when %s", (_, step) => {
    const expected = { name: "ended", outcome: { kind: "takenElsewhere" } };
    expect(play(ringing, step).phase).toEqual(expected);
    const preparing = play(ringing, { type: "asking", step: "asking" });
    expect(play(preparing, step).phase).toEqual(expected);
  });

  it("goes on when it was this device that answered", () => {
    const taken = play(ringing, { type: "prepared" });
    expect(taken.phase.name).toBe("connecting");
    const after = play(
      taken,
      { type: "updated", call: answered },
      { type: "accepted", userId: ME, atMs: 0 },
    );
    expect(after.phase.name).toBe("connecting");
  });

  it("yields when another device was faster", () => {
    const late = play(ringing, { type: "prepared" }, { type: "taken" });
    expect(late.phase).toEqual({ name: "ended", outcome: { kind: "takenElsewhere" } });
  });

  it("is missed when the caller calls off or time runs out", () => {
    for (const status of ["cancelled", "missed"] as const) {
      const over = play(ringing, {
        type: "updated",
        call: makeCall({ initiatorId: THEM, status }),
      });
      expect(over.phase).toEqual({ name: "ended", outcome: { kind: "missed" } });
    }
  });
});

describe("a call in which people talk", () => {
  const talking = play(
    outgoingState(ME),
    { type: "placed", call: makeCall() },
    { type: "accepted", userId: THEM, atMs: 0 },
    { type: "updated", call: FLOWING },
  );

  it("shows whose line is down, and comes back", () => {
    const mine = play(talking, { type: "line", broken: true });
    expect(mine.phase).toEqual({ name: "reconnecting", whose: "mine" });
    expect(play(mine, { type: "line", broken: false }).phase.name).toBe("connected");
    const theirs = play(talking, {
      type: "updated",
      call: {
        ...FLOWING,
        participants: [{ participantId: "p2", userId: THEM, state: "reconnecting" }],
      },
    });
    expect(theirs.phase).toEqual({ name: "reconnecting", whose: "theirs" });
  });

  it("counts the duration from the answer when this person hangs up", () => {
    const left = play(talking, { type: "left", atMs: Date.parse("2026-01-01T00:01:05.000Z") });
    expect(left.phase).toEqual({
      name: "ended",
      outcome: { kind: "finished", durationMs: 60_000, lost: null },
    });
  });

  it("does not come back once it is over", () => {
    const over = play(talking, { type: "left", atMs: 0 });
    const steps: CallStep[] = [
      { type: "asking", step: "asking" },
      { type: "prepared" },
      { type: "placed", call: FLOWING },
      { type: "rung", devices: [] },
      { type: "accepted", userId: THEM, atMs: 0 },
      { type: "updated", call: FLOWING },
      { type: "taken" },
      { type: "line", broken: true },
      { type: "refused", failure: { kind: "network" } },
    ];
    for (const step of steps) expect(nextCallState(over, step)).toBe(over);
  });

  it("ignores steps that belong to an earlier time", () => {
    const steps: CallStep[] = [
      { type: "asking", step: "asking" },
      { type: "prepared" },
      { type: "rung", devices: [] },
    ];
    for (const step of steps) expect(nextCallState(talking, step).phase.name).toBe("connected");
  });

  it("waits for a device that has gone only when it is not heard", () => {
    const [me, them] = FLOWING.participants;
    const gone: Call = {
      ...FLOWING,
      participants: [me!, { ...them!, state: "reconnecting", away: true }],
    };
    const away = play(talking, { type: "updated", call: gone });
    expect(away.phase.name).toBe("connected");
    const silent = play(away, { type: "line", broken: true });
    expect(silent.phase).toEqual({ name: "reconnecting", whose: "theirs" });
  });

  it("ends here when another device of mine takes it over", () => {
    expect(play(talking, { type: "taken" }).phase).toEqual({
      name: "ended",
      outcome: { kind: "movedElsewhere" },
    });
  });

  it("ignores another call", () => {
    const other = nextCallState(talking, {
      type: "updated",
      call: makeCall({ id: "c2", status: "ended" }),
    });
    expect(isTalking(other.phase)).toBe(true);
  });
});

describe("the outcome", () => {
  it.each([
    ["missed", "noAnswer", "missed"],
    ["rejected", "declined", "left"],
    ["busy", "busy", "missed"],
    ["cancelled", "left", "missed"],
    ["failed", "failed", "failed"],
    ["ended", "finished", "finished"],
  ] as const)("of a call that is %s: %s for the caller, %s for the callee", (status, out, into) => {
    expect(outcomeOf(makeCall({ status }), "outgoing").kind).toBe(out);
    expect(outcomeOf(makeCall({ status }), "incoming").kind).toBe(into);
  });

  it("tells a dead line from a hang-up", () => {
    const lost = makeCall({ status: "ended", durationMs: 7, endReason: "leaseLapsed" });
    expect(outcomeOf(lost, "outgoing")).toEqual({ kind: "finished", durationMs: 7, lost: "mine" });
    const [me, them] = lost.participants;
    const theirs = { ...lost, participants: [me!, { ...them!, away: true }] };
    expect(outcomeOf(theirs, "outgoing")).toMatchObject({ lost: "theirs" });
  });
});

describe("a call that does not connect", () => {
  const heard = { sending: true, receiving: true };
  const deaf = { sending: true, receiving: false };
  type Media = typeof heard;

  it.each<[Media, Media, string | null]>([
    [heard, deaf, "mine"],
    [deaf, heard, "theirs"],
    [deaf, deaf, "both"],
    [heard, heard, null],
    // Who sends nothing need not be heard.
    [deaf, { sending: false, receiving: true }, null],
  ])("tells who is not heard: %o and %o", (mine, their, silence) => {
    const [me, them] = ANSWERED.participants;
    const call: Call = {
      ...ANSWERED,
      participants: [
        { ...me!, media: mine },
        { ...them!, media: their },
      ],
    };
    expect(silenceOf(resumedState(ME, call))).toBe(silence);
    expect(silenceOf(outgoingState(ME))).toBe(null);
  });

  it("says that the other device went away, whatever was heard before", () => {
    const [me, them] = ANSWERED.participants;
    const participants = [
      { ...me!, media: heard },
      { ...them!, media: deaf },
    ];
    const gone = { ...participants[1]!, away: true };
    const connecting = resumedState(ME, { ...ANSWERED, participants });
    expect(silenceOf(connecting)).toBe("mine");
    const left = nextCallState(connecting, {
      type: "updated",
      call: { ...ANSWERED, participants: [participants[0]!, gone] },
    });
    expect(left.phase.name).toBe("connecting");
    expect(silenceOf(left)).toBe("away");
    const back = nextCallState(left, {
      type: "updated",
      call: { ...ANSWERED, participants },
    });
    expect(silenceOf(back)).toBe("mine");
  });
});

describe("a page that comes back while its own call rings", () => {
  const ringing = makeCall({ initiatorId: ME, status: "ringing" });

  it("waits for the answer again, and sees on what it rings", () => {
    const back = resumedState(ME, ringing);
    expect(back).toMatchObject({ direction: "outgoing", lineBroken: false });
    expect(back.phase).toMatchObject({ name: "outgoing", stage: "delivered" });
    const rung = nextCallState(back, {
      type: "rung",
      devices: [{ state: "ringing", kind: "phone" }],
    });
    expect(rung.phase).toMatchObject({ stage: "ringing", on: ["phone"] });
    const taken = nextCallState(rung, { type: "accepted", userId: THEM, atMs: 5 });
    expect(taken.phase).toEqual({ name: "connecting" });
  });

  it("connects when it was answered meanwhile", () => {
    const answered = makeCall({
      initiatorId: ME,
      status: "answered",
      answeredAt: "2026-01-01T00:00:00Z",
    });
    expect(resumedState(ME, answered).phase).toEqual({ name: "connecting" });
  });
});
