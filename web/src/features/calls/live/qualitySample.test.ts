import { describe, expect, it } from "vitest";

import { qualitySampleOf } from "./qualitySample";

describe("reading the browser's statistics", () => {
  it("adds the flows up and finds the way, the codecs and the picture", () => {
    const report = [
      { id: "c1", type: "codec", mimeType: "audio/opus" },
      { id: "c2", type: "codec", mimeType: "video/VP8" },
      {
        id: "i1",
        type: "inbound-rtp",
        kind: "audio",
        packetsReceived: 100,
        packetsLost: 4,
        bytesReceived: 9_000,
        jitter: 0.004,
        codecId: "c1",
      },
      {
        id: "i2",
        type: "inbound-rtp",
        kind: "video",
        packetsReceived: 50,
        packetsLost: 1,
        bytesReceived: 50_000,
        jitter: 0.5,
        codecId: "c2",
        frameWidth: 640,
        frameHeight: 360,
        framesPerSecond: 24,
      },
      {
        id: "o1",
        type: "outbound-rtp",
        kind: "audio",
        packetsSent: 110,
        bytesSent: 8_000,
        qualityLimitationReason: "none",
      },
      { id: "r1", type: "remote-inbound-rtp", kind: "audio", packetsLost: 7, roundTripTime: 0.2 },
      { id: "t", type: "transport", selectedCandidatePairId: "p" },
      {
        id: "p",
        type: "candidate-pair",
        localCandidateId: "l",
        remoteCandidateId: "m",
        currentRoundTripTime: 0.05,
      },
      {
        id: "l",
        type: "local-candidate",
        candidateType: "relay",
        protocol: "udp",
        relayProtocol: "tcp",
      },
      { id: "m", type: "remote-candidate", candidateType: "host", protocol: "udp" },
    ];
    expect(qualitySampleOf(report, 5)).toEqual({
      atMs: 5,
      packetsReceived: 150,
      packetsLost: 5,
      packetsSent: 110,
      packetsLostThere: 7,
      bytesReceived: 59_000,
      bytesSent: 8_000,
      rttMs: 50,
      jitterMs: 4,
      deviceIsSlow: false,
      audioCodec: "opus",
      videoCodec: "VP8",
      picture: { width: 640, height: 360, framesPerSecond: 24 },
      path: "relay",
      transport: "tcp",
    });
  });

  it("knows a pair that is marked instead of named, and does without what is missing", () => {
    const report = [
      {
        id: "p",
        type: "candidate-pair",
        nominated: true,
        state: "succeeded",
        localCandidateId: "l",
      },
      { id: "l", type: "local-candidate", candidateType: "host", protocol: "udp" },
      {
        id: "o",
        type: "outbound-rtp",
        kind: "video",
        packetsSent: 0,
        qualityLimitationReason: "cpu",
      },
    ];
    expect(qualitySampleOf(report, 0)).toMatchObject({
      path: "direct",
      transport: "udp",
      rttMs: null,
      audioCodec: null,
      picture: null,
      deviceIsSlow: true,
    });
    expect(qualitySampleOf([], 0)).toMatchObject({ path: null, transport: null });
  });
});
