/** What really flows in a call, asked of the browser itself and not of the page. */
import type { Page } from "playwright-core";
import { eventually } from "./people.ts";

export interface Flow {
  connectionState: string;
  packetsSent: number;
  audioPacketsSent: number;
  audioPackets: number;
  audioPacketsLost: number;
  audioEnergy: number;
  framesDecoded: number;
}

declare global {
  interface Window {
    testPeers: RTCPeerConnection[];
  }
}

/**
 * Keeps the page's peer connections within reach, and switches the browser's voice processing off: it takes
 * the steady tone of the fake microphone for noise and removes it.
 */
export async function observeCalls(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.testPeers = [];
    const Native = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        window.testPeers.push(this);
      }
    };
    const devices = navigator.mediaDevices;
    const native = devices.getUserMedia.bind(devices);
    const off = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    devices.getUserMedia = (constraints) => {
      const audio = constraints?.audio;
      if (audio === undefined || audio === false) return native(constraints);
      const small = { width: 320, height: 180, frameRate: 15 };
      const video = constraints?.video === undefined || constraints.video === false ? false : small;
      return native({ audio: { ...(audio === true ? {} : audio), ...off }, video });
    };
  });
}

/** The newest peer connection's figures. */
export async function flow(page: Page): Promise<Flow> {
  return page.evaluate(async () => {
    const peer = window.testPeers.at(-1);
    const flow = {
      connectionState: peer?.connectionState ?? "none",
      packetsSent: 0,
      audioPacketsSent: 0,
      audioPackets: 0,
      audioPacketsLost: 0,
      audioEnergy: 0,
      framesDecoded: 0,
    };
    const report = await peer?.getStats();
    report?.forEach((stat) => {
      if (stat.type === "outbound-rtp") {
        flow.packetsSent += stat.packetsSent ?? 0;
        if (stat.kind === "audio") flow.audioPacketsSent += stat.packetsSent ?? 0;
      }
      if (stat.type !== "inbound-rtp") return;
      if (stat.kind === "audio") {
        flow.audioPackets += stat.packetsReceived ?? 0;
        flow.audioPacketsLost += stat.packetsLost ?? 0;
        flow.audioEnergy += stat.totalAudioEnergy ?? 0;
      } else {
        flow.framesDecoded += stat.framesDecoded ?? 0;
      }
    });
    return flow;
  });
}

/** Waits until sound (and, if asked for, picture) of the other side really arrives. */
export async function hears(page: Page, options: { video?: boolean } = {}): Promise<void> {
  await eventually(
    () => flow(page),
    (now) =>
      now.connectionState === "connected" &&
      now.audioEnergy > 0.001 &&
      (options.video !== true || now.framesDecoded > 5),
    "the other side is heard",
  );
}

/** The browser's statistics say that 12 of 100 packets of the other side are lost; an init script. */
export function losing12Percent(): void {
  const native = RTCPeerConnection.prototype.getStats;
  RTCPeerConnection.prototype.getStats = async function (this: RTCPeerConnection) {
    const report = await native.call(this);
    const entries = [...report.entries()].map(([id, entry]) => {
      const stat = entry as { type: string; packetsReceived: number };
      if (stat.type !== "inbound-rtp") return [id, entry] as const;
      return [id, { ...stat, packetsLost: Math.round((stat.packetsReceived * 12) / 88) }] as const;
    });
    return new Map(entries) as unknown as RTCStatsReport;
  };
}

/** Sound goes on to arrive: half a second of it more than there was. */
export async function hearsOn(page: Page): Promise<void> {
  const start = await flow(page);
  await eventually(
    () => flow(page),
    (now) => now.audioPackets > start.audioPackets + 25 && now.audioEnergy > start.audioEnergy + 0.001,
    "sound goes on to arrive",
  );
}
