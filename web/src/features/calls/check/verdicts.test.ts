import { describe, expect, it } from "vitest";

import type { RelayFigures } from "./relayFigures";
import { checkLines, overallOf, verdictOf, type Findings } from "./verdicts";

const FIGURES: RelayFigures = { delayMs: 20, jitterMs: 2, loss: 0, kbps: 5_000 };
const WELL: Findings = {
  microphone: { heard: true },
  camera: { width: 640, height: 480 },
  speaker: "heard",
  socket: { rttMs: 15 },
  stun: { address: "203.0.113.5" },
  udp: { figures: FIGURES },
  tcp: { figures: FIGURES },
  tls: { figures: FIGURES },
  nat: "friendly",
};
const stateOf = (line: (typeof checkLines)[number], findings: Findings) =>
  verdictOf(line, findings).state;

describe("verdictOf", () => {
  it("is good where everything works, and open before it is known", () => {
    for (const line of checkLines) {
      expect(stateOf(line, WELL)).toBe("good");
      expect(stateOf(line, {})).toBe(line === "speaker" ? "asks" : "open");
    }
  });

  it("has a remedy for whatever is not good", () => {
    const problems: [(typeof checkLines)[number], Findings][] = [
      ...(["denied", "missing", "busy", "insecure"] as const).flatMap(
        (problem): [(typeof checkLines)[number], Findings][] => [
          ["microphone", { microphone: { problem } }],
          ["camera", { camera: { problem } }],
        ],
      ),
      ["microphone", { microphone: { heard: false } }],
      ["camera", { camera: { problem: "noPicture" } }],
      ["speaker", { speaker: "notHeard" }],
      ["speaker", { speaker: "blocked" }],
      ["socket", { socket: { problem: "offline" } }],
      ["socket", { socket: { rttMs: 900 } }],
      ["stun", { stun: { problem: "unreachable" } }],
      ["nat", { nat: "strict" }],
      ...(
        ["notOffered", "noList", "refused", "unreachable", "noData", "unsupported"] as const
      ).flatMap((problem) =>
        (["udp", "tcp", "tls"] as const).map((way): [typeof way, Findings] => [
          way,
          { [way]: { problem } },
        ]),
      ),
    ];
    for (const [line, findings] of problems) {
      const { state, remedy } = verdictOf(line, findings);
      expect(["fair", "bad", "skipped"]).toContain(state);
      expect(remedy).not.toBeNull();
    }
  });

  it("judges the line through the relay by the same limits as a call", () => {
    const relay = (change: Partial<RelayFigures>) =>
      verdictOf("udp", { udp: { figures: { ...FIGURES, ...change } } }).words;
    expect(relay({})).toBe("relayWorks");
    expect(relay({ loss: 30 })).toBe("relayPoor");
    expect(relay({ delayMs: 350 })).toBe("relayPoor");
    expect(relay({ jitterMs: 50 })).toBe("relayPoor");
    expect(relay({ kbps: 300 })).toBe("relayNarrow");
    expect(relay({ kbps: null })).toBe("relayWorks");
  });

  it("blames a missing relay only where there is none at all", () => {
    const none = { problem: "notOffered" } as const;
    const nothing: Findings = { udp: none, tcp: none, tls: none };
    expect([stateOf("udp", nothing), stateOf("tls", nothing)]).toEqual(["bad", "skipped"]);
    expect(stateOf("tcp", { ...nothing, udp: { figures: FIGURES } })).toBe("skipped");
  });
});

describe("overallOf", () => {
  it("waits until all is known; the question about the speaker holds nothing up", () => {
    expect(overallOf({ ...WELL, speaker: "asked" })).toBe("good");
    const { tcp: _, ...unfinished } = WELL;
    expect(overallOf(unfinished)).toBe("open");
  });

  it("is good when all is, and names what merely could be better", () => {
    expect(overallOf(WELL)).toBe("good");
    expect(overallOf({ ...WELL, tls: { problem: "notOffered" }, nat: "unknown" })).toBe("good");
    expect(overallOf({ ...WELL, udp: { problem: "unreachable" } })).toBe("fair");
    expect(overallOf({ ...WELL, camera: { problem: "denied" } })).toBe("fair");
    const none = { problem: "notOffered" } as const;
    expect(overallOf({ ...WELL, udp: none, tcp: none, tls: none })).toBe("fair");
  });

  it("is bad when nobody would be heard", () => {
    expect(overallOf({ ...WELL, microphone: { problem: "denied" } })).toBe("bad");
    expect(overallOf({ ...WELL, socket: { problem: "offline" } })).toBe("bad");
    const gone = { problem: "unreachable" } as const;
    expect(overallOf({ ...WELL, stun: gone, udp: gone, tcp: gone, tls: gone })).toBe("bad");
  });
});
