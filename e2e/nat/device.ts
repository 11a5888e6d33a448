/** A person's browser in a home, and what is measured of a call in it. */
import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, newDevice } from "../support/browser.ts";
import { observeCalls } from "../support/media.ts";
import type { Home } from "./network.ts";
import type { NatServer } from "./server.ts";

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** What is known of a call at one moment. */
export interface Measured {
  state: string;
  sent: number;
  received: number;
  energy: number;
  /** How packets leave here, such as `host udp` or `relay tls`. */
  path: string;
  /** Each sound that comes in. */
  sounds: Sound[];
}

/** A sound that comes in: in a call of a group, somebody's. */
export interface Sound {
  id: string;
  received: number;
  energy: number;
}

export class Device {
  private constructor(
    private readonly browser: Browser,
    private readonly folder: string,
    readonly home: Home,
    readonly page: Page,
  ) {}

  /** Chromium inside the home, which trusts the server's authority as a phone does that was told to. */
  static async start(home: Home, server: NatServer): Promise<Device> {
    const folder = await mkdtemp(path.join(tmpdir(), "zvonilka-home-"));
    const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
    const wrapper = path.join(folder, "chromium");
    await writeFile(wrapper, `#!/bin/sh\nexec ip netns exec ${home.devices} ${chromium} "$@"\n`);
    await chmod(wrapper, 0o755);
    const known = path.join(folder, ".pki/nssdb");
    await mkdir(known, { recursive: true });
    const certutil = (...args: string[]): void => {
      execFileSync("certutil", ["-d", `sql:${known}`, ...args], { stdio: ["ignore", "ignore", "inherit"] });
    };
    certutil("-N", "--empty-password");
    certutil("-A", "-t", "C,,", "-n", "zvonilka", "-i", server.authority);
    const browser = await launchBrowser({ executablePath: wrapper, env: { ...inherited(), HOME: folder } });
    const page = await newDevice(browser, server.url);
    await observeCalls(page);
    return new Device(browser, folder, home, page);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The figures of the newest call. */
  async measure(): Promise<Measured> {
    const { state, stats } = await this.page.evaluate(async () => {
      const peer = window.testPeers.at(-1);
      const report = await peer?.getStats();
      const stats: Record<string, unknown>[] = [];
      report?.forEach((stat: object) => stats.push({ ...stat }));
      return { state: peer?.connectionState ?? "none", stats };
    });
    const measured: Measured = {
      state: String(state),
      sent: 0,
      received: 0,
      energy: 0,
      path: "none",
      sounds: [],
    };
    const byId = new Map(stats.map((stat) => [stat["id"], stat]));
    for (const stat of stats) {
      if (stat["kind"] === "audio" && stat["type"] === "outbound-rtp") {
        measured.sent += number(stat["packetsSent"]);
      }
      if (stat["kind"] === "audio" && stat["type"] === "inbound-rtp") {
        const [received, energy] = [number(stat["packetsReceived"]), number(stat["totalAudioEnergy"])];
        measured.received += received;
        measured.energy += energy;
        measured.sounds.push({ id: String(stat["id"]), received, energy });
      }
      const pair = stat["type"] === "transport" ? byId.get(stat["selectedCandidatePairId"]) : undefined;
      const local = byId.get(pair?.["localCandidateId"]);
      if (local !== undefined) {
        measured.path = `${local["candidateType"]} ${local["relayProtocol"] ?? local["protocol"]}`;
      }
    }
    return measured;
  }
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
