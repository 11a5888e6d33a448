import { describe, expect, it } from "vitest";

import {
  flowOf,
  isLineBroken,
  NO_PACKETS,
  RESTART_AFTER_MS,
  sampleOf,
  shouldRestart,
  STILL,
  withSample,
  type FlowSample,
} from "./flow";

function sample(atMs: number, values: Partial<FlowSample> = {}): FlowSample {
  // A packet is some hundred bytes.
  const bytesReceived = (values.packetsReceived ?? 0) * 100;
  return { ...NO_PACKETS, atMs, bytesReceived, ...values };
}

describe("the flow of media", () => {
  it("stands still before there are two samples", () => {
    expect(flowOf([])).toEqual(STILL);
    expect(flowOf([sample(0, { packetsReceived: 50 })]).receiving).toBe(false);
  });

  it("sees packets that arrive and leave", () => {
    const flow = flowOf([
      sample(0),
      sample(1_000, { packetsReceived: 50, packetsSent: 49, framesDecoded: 15, path: "direct" }),
    ]);
    expect(flow).toEqual({ receiving: true, leaving: true, picture: true, path: "direct" });
  });

  it("forgives one second without a packet, as in silence", () => {
    const flow = flowOf([
      sample(0, { packetsReceived: 48 }),
      sample(1_000, { packetsReceived: 50 }),
      sample(2_000, { packetsReceived: 50 }),
    ]);
    expect(flow.receiving).toBe(true);
  });

  it("counts only packets that carry something", () => {
    const flow = flowOf([sample(0), sample(1_000, { packetsReceived: 50, bytesReceived: 0 })]);
    expect(flow.receiving).toBe(false);
  });

  it("notices that nothing has come for the whole window", () => {
    let samples: readonly FlowSample[] = [];
    for (let second = 0; second <= 5; second += 1) {
      samples = withSample(samples, sample(second * 1_000, { packetsReceived: 120 }));
    }
    expect(flowOf(samples).receiving).toBe(false);
    expect(samples.length).toBeLessThanOrEqual(4);
  });
});

describe("a line", () => {
  const facts = { receiving: true, expectsSound: true, wasConnected: true } as const;

  it("is broken when the browser says so, when nothing comes, and until a fresh one carries", () => {
    expect(isLineBroken({ ...facts, connectionState: "connected" })).toBe(false);
    expect(isLineBroken({ ...facts, connectionState: "connected", receiving: false })).toBe(true);
    expect(isLineBroken({ ...facts, connectionState: "disconnected" })).toBe(true);
    expect(isLineBroken({ ...facts, connectionState: "connecting" })).toBe(true);
    const first = { ...facts, wasConnected: false, receiving: false, expectsSound: false } as const;
    expect(isLineBroken({ ...first, connectionState: "connecting" })).toBe(false);
  });

  it("looks for a new way at once when the old one is lost, and not while it looks", () => {
    expect(shouldRestart(0, 0, null, "disconnected")).toBe(true);
    expect(shouldRestart(1_000, 0, 0, "disconnected")).toBe(false);
    expect(shouldRestart(RESTART_AFTER_MS - 1, 0, null, "connected")).toBe(false);
    expect(shouldRestart(RESTART_AFTER_MS, 0, null, "connected")).toBe(true);
    expect(shouldRestart(RESTART_AFTER_MS, 0, null, "connecting")).toBe(false);
  });
});

describe("a sample", () => {
  const candidates = [
    { id: "L", type: "local-candidate", candidateType: "host" },
    { id: "R", type: "remote-candidate", candidateType: "relay" },
    { id: "H", type: "remote-candidate", candidateType: "host" },
  ];

  it("adds up sound and picture", () => {
    const entries = [
      { id: "1", type: "inbound-rtp", kind: "audio", packetsReceived: 10, bytesReceived: 1_000 },
      {
        id: "2",
        type: "inbound-rtp",
        kind: "video",
        packetsReceived: 5,
        bytesReceived: 500,
        framesDecoded: 4,
      },
      { id: "3", type: "outbound-rtp", packetsSent: 7 },
    ];
    expect(sampleOf(entries, 9)).toEqual(
      sample(9, { packetsReceived: 15, framesDecoded: 4, packetsSent: 7 }),
    );
  });

  it("names the path by the pair in use, in the ways of all browsers", () => {
    const pair = { id: "P", type: "candidate-pair", localCandidateId: "L", remoteCandidateId: "R" };
    const transport = { id: "T", type: "transport", selectedCandidatePairId: "P" };
    expect(sampleOf([...candidates, pair, transport], 0).path).toBe("relay");
    const nominated = { ...pair, nominated: true, state: "succeeded", remoteCandidateId: "H" };
    expect(sampleOf([...candidates, nominated], 0).path).toBe("direct");
    expect(sampleOf([...candidates, pair], 0).path).toBe(null);
  });
});
