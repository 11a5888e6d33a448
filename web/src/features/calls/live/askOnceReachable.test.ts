import { describe, expect, it } from "vitest";

import { FailureError } from "@/api/failure";
import { createListeners } from "@/lib/listeners";
import { createVirtualTime, settled } from "@/realtime/testing/virtualTime";
import { askOnceReachable } from "./askOnceReachable";

const CUT = new FailureError({ kind: "network" });
const BUSY = new FailureError({ kind: "problem", status: 409, code: "call_busy" });

function world(answers: (string | FailureError)[]) {
  const time = createVirtualTime();
  const onlines = createListeners<void>();
  const told: string[] = [];
  let wanted = true;
  let asked = 0;
  const ask = (): Promise<string> => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? CUT;
    asked += 1;
    return typeof answer === "string" ? Promise.resolve(answer) : Promise.reject(answer);
  };
  const socket = { request: () => Promise.reject(CUT), onOnline: onlines.add };
  askOnceReachable(ask, () => wanted, { socket, timers: time.timers }).then(
    (answer) => told.push(answer),
    (caught: unknown) => told.push((caught as FailureError).failure.kind),
  );
  return {
    told,
    asked: () => asked,
    unwant: () => (wanted = false),
    async online() {
      onlines.tell();
      await settled();
    },
    pass: time.pass,
  };
}

describe("asking once the server is reachable", () => {
  it("asks again when the line is there", async () => {
    const { told, asked, online } = world([CUT, CUT, "placed"]);
    await settled();
    expect(told).toEqual([]);
    await online();
    await online();
    expect(told).toEqual(["placed"]);
    await online();
    expect(asked()).toBe(3);
  });

  it("takes a refusal for an answer", async () => {
    const { told } = world([BUSY, "placed"]);
    await settled();
    expect(told).toEqual(["problem"]);
  });

  it("gives up when there is no line for long", async () => {
    const { told, pass } = world([CUT]);
    await pass(14_000);
    expect(told).toEqual([]);
    await pass(2_000);
    expect(told).toEqual(["network"]);
  });

  it("asks no more when nobody wants it any longer", async () => {
    const { told, asked, unwant, online } = world([CUT, "placed"]);
    await settled();
    unwant();
    await online();
    expect([told, asked()]).toEqual([["network"], 1]);
  });
});
