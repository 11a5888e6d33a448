import { beforeEach, describe, expect, it } from "vitest";

import { createSocket, type Socket, type SocketPhase, type Wire } from "./socket";
import { failing } from "./testing/records";
import { createVirtualTime, settled, type VirtualTime } from "./testing/virtualTime";

interface SentFrame {
  type: string;
  ref?: string;
  data: Record<string, unknown>;
}

/** The server's end of one line. */
class TestWire implements Wire {
  onopen: Wire["onopen"] = null;
  onmessage: Wire["onmessage"] = null;
  onclose: Wire["onclose"] = null;
  readonly sent: SentFrame[] = [];
  closed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as SentFrame);
  }

  close(): void {
    this.closed = true;
  }

  hear(frame: object): Promise<void> {
    this.onmessage?.(new MessageEvent("message", { data: JSON.stringify(frame) }));
    return settled();
  }

  /** The last frame of this kind, answered. */
  answer(type: string, data: object, as = "ok"): Promise<void> {
    return this.hear({ type: as, ref: this.asked(type)?.ref, data });
  }

  asked(type: string): SentFrame | undefined {
    return this.sent.filter((frame) => frame.type === type).at(-1);
  }

  end(code: number): Promise<void> {
    this.onclose?.({ code });
    return settled();
  }

  async welcome(): Promise<void> {
    this.onopen?.(new Event("open"));
    await settled();
    await this.answer("auth", { userId: "me", heartbeatMs: 25_000 }, "ready");
  }
}

let time: VirtualTime;
let wires: TestWire[];
let phases: SocketPhase["phase"][];
let delays: number[];
let renewals: (string | null)[];
let token: string;
let renew: () => Promise<string>;
let ends: number;
let socket: Socket;

beforeEach(() => {
  time = createVirtualTime();
  wires = [];
  phases = [];
  delays = [];
  renewals = [];
  token = "token 1";
  ends = 0;
  renew = () => Promise.resolve(`token ${renewals.length + 1}`);
  socket = createSocket({
    open() {
      const wire = new TestWire();
      wires.push(wire);
      return wire;
    },
    tokens: {
      fresh: () => Promise.resolve(token),
      async renew(rejected) {
        renewals.push(rejected);
        token = await renew();
        return token;
      },
    },
    tabId: () => "tab",
    timers: time.timers,
    steadyNow: time.now,
    random: () => 1,
  });
  socket.onPhase((phase) => {
    phases.push(phase.phase);
    if (phase.phase === "waiting") delays.push(phase.delayMs);
  });
  socket.onSessionEnded(() => (ends += 1));
});

const wire = (): TestWire => wires.at(-1)!;

async function connect(): Promise<void> {
  socket.start();
  await settled();
  await wire().welcome();
}

describe("opening", () => {
  it("says who we are first, and is ready when the server has answered", async () => {
    socket.start();
    expect(phases).toEqual(["connecting"]);
    await settled();
    await wire().welcome();
    expect(wire().sent[0]).toMatchObject({
      type: "auth",
      data: { token: "token 1", tabId: "tab" },
    });
    expect(phases).toEqual(["connecting", "ready"]);
  });

  it("opens one line however often it is started", async () => {
    socket.start();
    socket.start();
    await settled();
    socket.start();
    await settled();
    expect(wires).toHaveLength(1);
  });

  it("does not wait for ever for a server that says nothing", async () => {
    socket.start();
    await time.pass(10_000);
    expect(wires[0]!.closed).toBe(true);
    expect(phases.at(-1)).toBe("waiting");
  });

  it("comes to nothing when it is stopped before the token is there", async () => {
    socket.start();
    socket.stop();
    await time.pass(60_000);
    expect(wires).toHaveLength(0);
    expect(phases.at(-1)).toBe("idle");
  });
});

describe("requests", () => {
  it("get their own answers, in whatever order these come", async () => {
    await connect();
    const first = socket.request("message:read", { chatId: "a", seq: 1 });
    const second = socket.request("call:renew", { callId: "c" });
    await wire().answer("call:renew", { of: "second" });
    await wire().answer("message:read", { of: "first" });
    expect(await first).toEqual({ of: "first" });
    expect(await second).toEqual({ of: "second" });
  });

  it("fail with what the server refused them for", async () => {
    await connect();
    const asked = socket.request("message:read", { chatId: "a", seq: 1 });
    await wire().answer("message:read", { code: "too_many_requests", retryAfterMs: 900 }, "error");
    await expect(asked).rejects.toMatchObject({
      failure: { kind: "problem", code: "too_many_requests", retryAfterMs: 900 },
    });
  });

  it("fail as a bad network when there is no line, it is cut, or no answer comes", async () => {
    const network = { failure: { kind: "network" } };
    await expect(socket.request("ping", {})).rejects.toMatchObject(network);
    await connect();
    const unanswered = socket.request("ping", {}, { timeoutMs: 1_000 });
    const failed = expect(unanswered).rejects.toMatchObject(network);
    await time.pass(1_000);
    await failed;
    const cut = socket.request("ping", {});
    await Promise.all([expect(cut).rejects.toMatchObject(network), wire().end(1006)]);
  });

  it("do not mistake events for answers, nor broken frames for anything", async () => {
    await connect();
    const events: string[] = [];
    socket.onEvent((event) => events.push(event.type));
    wire().onmessage?.(new MessageEvent("message", { data: "{" }));
    wire().onmessage?.(new MessageEvent("message", { data: "7" }));
    await wire().hear({ type: "resync", data: {} });
    await wire().hear({ type: "ok", ref: "long gone", data: {} });
    expect(events).toEqual(["resync"]);
    expect(phases.at(-1)).toBe("ready");
  });
});

describe("the end of a line", () => {
  it("4001: a new token, and at once a new line with it", async () => {
    await connect();
    await wire().end(4001);
    expect(renewals).toEqual(["token 1"]);
    expect(wires).toHaveLength(2);
    await wire().welcome();
    expect(wire().sent[0]!.data).toMatchObject({ token: "token 2" });
    expect(phases.at(-1)).toBe("ready");
  });

  it("4001 again and again: slower and slower", async () => {
    await connect();
    await wire().end(4001);
    for (let round = 0; round < 4; round += 1) {
      await wire().end(4001);
      await time.pass(delays.at(-1) ?? 0);
    }
    expect(delays).toEqual([2_000, 8_000, 30_000, 30_000]);
  });

  it("4002: the session is over, and nothing is tried again", async () => {
    await connect();
    await wire().end(4002);
    await time.pass(3_600_000);
    expect(ends).toBe(1);
    expect(wires).toHaveLength(1);
    expect(phases.at(-1)).toBe("idle");
  });

  it("session:ended before the close: over once, not twice", async () => {
    await connect();
    await wire().hear({ type: "session:ended", data: { reason: "revoked" } });
    await wire().end(4002);
    expect(ends).toBe(1);
  });

  it("4004: another tab has our place, and we stay still until asked", async () => {
    await connect();
    await wire().end(4004);
    socket.wakeUp();
    await time.pass(3_600_000);
    expect(wires).toHaveLength(1);
    expect(phases.at(-1)).toBe("replaced");
    socket.reconnect();
    await settled();
    await wire().welcome();
    expect(phases.at(-1)).toBe("ready");
  });

  it.each([1012, 4003])("%d: back within two seconds, not all at the same moment", async (code) => {
    await connect();
    await wire().end(code);
    expect(wires).toHaveLength(1);
    expect(delays).toEqual([1_500]);
    await time.pass(1_500);
    await wire().welcome();
    expect(phases.at(-1)).toBe("ready");
  });

  it("frames and ends of a line that was given up change nothing", async () => {
    await connect();
    const [before] = wires;
    const { onmessage, onclose } = before!;
    await before!.end(1006);
    await time.pass(60_000);
    await wire().welcome();
    const count = wires.length;
    onclose?.({ code: 4002 });
    onmessage?.(new MessageEvent("message", { data: '{"type":"session:ended","data":{}}' }));
    await settled();
    expect(ends).toBe(0);
    expect(wires).toHaveLength(count);
    expect(phases.at(-1)).toBe("ready");
  });
});

describe("the pause before the next attempt", () => {
  it("grows up to half a minute, and ends at once when asked to", async () => {
    socket.start();
    await settled();
    for (let round = 0; round < 8; round += 1) {
      await wire().end(1006);
      await time.pass(delays.at(-1) ?? 0);
    }
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    await wire().end(1006);
    const before = wires.length;
    socket.reconnect();
    await settled();
    expect(wires).toHaveLength(before + 1);
  });

  it("is short again after a line that lasted, and not after one that did not", async () => {
    socket.start();
    await settled();
    await wire().end(1006);
    await time.pass(500);
    await wire().welcome();
    await wire().end(1006);
    expect(delays).toEqual([500, 1_000]);
    await time.pass(1_000);
    await wire().welcome();
    await time.pass(5_000);
    await wire().end(1006);
    expect(delays).toEqual([500, 1_000, 500]);
  });

  it("is at least what a busy server asks for", async () => {
    socket.start();
    await settled();
    wire().onopen?.(new Event("open"));
    await settled();
    await wire().answer("auth", { code: "too_many_requests", retryAfterMs: 60_000 }, "error");
    expect(delays).toEqual([60_000]);
  });

  it("comes too when no token can be had without network", async () => {
    await connect();
    renew = () => Promise.reject(failing({ kind: "network" }));
    await wire().end(4001);
    expect(phases.at(-1)).toBe("waiting");
    expect(ends).toBe(0);
  });
});

describe("a dead line", () => {
  it("is noticed by the answer that does not come", async () => {
    await connect();
    await time.pass(25_000);
    expect(wire().asked("ping")).toBeDefined();
    expect(phases.at(-1)).toBe("ready");
    await time.pass(8_000);
    expect(wires[0]!.closed).toBe(true);
    expect(phases).toContain("waiting");
  });

  it("is not one that still says something", async () => {
    await connect();
    await time.pass(25_000);
    await time.pass(4_000);
    await wire().hear({ type: "resync", data: {} });
    await time.pass(4_000);
    expect(wires).toHaveLength(1);
    expect(phases.at(-1)).toBe("ready");
  });

  it("is noticed within 18 s during a call", async () => {
    await connect();
    socket.setHurried(true);
    await time.pass(18_000);
    expect(wires[0]!.closed).toBe(true);
  });

  it("is noticed soon after waking up", async () => {
    await connect();
    await time.pass(1_000);
    socket.wakeUp();
    await time.pass(4_000);
    expect(wires[0]!.closed).toBe(true);
    expect(phases).toContain("waiting");
  });
});

describe("a new token", () => {
  it("is said on the same line, once", async () => {
    await connect();
    socket.authenticateAgain("token 2");
    socket.authenticateAgain("token 2");
    await wire().answer("auth", { userId: "me" }, "ready");
    expect(wire().sent.map((frame) => frame.data["token"])).toEqual(["token 1", "token 2"]);
    expect(wires).toHaveLength(1);
    expect(phases).toEqual(["connecting", "ready"]);
  });

  it("that the server does not take is replaced by another, on a new line", async () => {
    await connect();
    socket.authenticateAgain("token 2");
    await wire().answer("auth", { code: "token_expired" }, "error");
    expect(renewals).toEqual(["token 2"]);
    expect(wires).toHaveLength(2);
    await wire().welcome();
    expect(phases.at(-1)).toBe("ready");
  });
});
