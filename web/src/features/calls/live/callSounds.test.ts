import { describe, expect, it } from "vitest";

import type { Call } from "@/api/types";
import { soundOf } from "./callSounds";
import type { CallView } from "./callSession";
import type { LiveCallsView } from "./liveCalls";
import { NOTHING_REMOTE } from "./remoteSide";
import type { CallPhase } from "./phase";

function viewOf(phase: CallPhase, waiting: LiveCallsView["waiting"] = null): LiveCallsView {
  const call: CallView = {
    callId: "c1",
    chatId: "chat",
    kind: "audio",
    direction: "incoming",
    peerId: "them",
    peer: null,
    phase,
    answeredAtMs: null,
    silence: null,
    local: {
      microphone: { status: "muted" },
      camera: { status: "off" },
      choice: {
        microphone: null,
        camera: null,
        speaker: null,
        picture: "best",
        facing: "user",
        noiseSuppression: true,
        pushToTalk: false,
      },
    },
    screen: { status: "off" },
    held: false,
    deviceNews: null,
    quality: null,
    remote: NOTHING_REMOTE,
  };
  return {
    call,
    minimised: false,
    waiting,
    other: null,
    elsewhere: null,
    groupRing: null,
    inGroup: false,
    carried: null,
  };
}

const KNOCKING = { call: {} as Call, from: null };

describe("the sound of a moment", () => {
  it.each<[CallPhase, string | null]>([
    [{ name: "incoming" }, "ring"],
    [{ name: "outgoing", stage: "connecting", devices: 0, on: [] }, null],
    [{ name: "outgoing", stage: "ringing", devices: 1, on: ["phone"] }, "ringback"],
    // Nothing rings over there: the tone would be a lie.
    [{ name: "outgoing", stage: "unavailable", devices: 0, on: [] }, null],
    [{ name: "connecting" }, null],
    [{ name: "reconnecting", whose: "mine" }, null],
    [{ name: "ended", outcome: { kind: "busy" } }, "busy"],
    [{ name: "ended", outcome: { kind: "missed" } }, null],
  ])("of %o is %s", (phase, sound) => {
    expect(soundOf(viewOf(phase))).toBe(sound);
  });

  it("is a quiet knock while one talks", () => {
    expect(soundOf(viewOf({ name: "connected" }, KNOCKING))).toBe("waiting");
  });

  it("is silence without a call", () => {
    expect(soundOf({ ...viewOf({ name: "incoming" }), call: null })).toBe(null);
  });
});
