import { describe, expect, it } from "vitest";

import { settled } from "@/realtime/testing/virtualTime";
import type { LocalState } from "./localMedia";
import { createPermission } from "./permission";

function world(problems: ("denied" | "missing" | null)[], explains = false) {
  const steps: string[] = [];
  const problem = () => problems[Math.min(asked, problems.length) - 1] ?? null;
  let asked = 0;
  let over = false;
  const local = {
    needsExplaining: () => Promise.resolve(explains),
    acquire: () => Promise.resolve(void (asked += 1)),
    state: () => {
      const why = problem();
      const microphone = why === null ? { status: "muted" } : { status: "absent", problem: why };
      return { microphone } as LocalState;
    },
  };
  const permission = createPermission(local, {
    isOver: () => over,
    onStep: (step) => steps.push(step),
  });
  return { permission, steps, asked: () => asked, end: () => (over = true) };
}

describe("the way to the microphone", () => {
  it("is silent where the browser asks nothing", async () => {
    const { permission, steps } = world([null]);
    expect(await permission.obtain(false)).toBe(true);
    expect(steps).toEqual([]);
  });

  it("explains first, and asks when the person has read it", async () => {
    const { permission, steps, asked } = world([null], true);
    const obtained = permission.obtain(false);
    await settled();
    expect([steps, asked()]).toEqual([["explain"], 0]);
    permission.decide("ask");
    expect(await obtained).toBe(true);
    expect([steps, asked()]).toEqual([["explain", "asking"], 1]);
  });

  it("asks again after a no, until it is allowed or done without", async () => {
    const allowed = world(["denied", null]);
    const first = allowed.permission.obtain(false);
    await settled();
    allowed.permission.decide("ask");
    expect(await first).toBe(true);
    expect(allowed.steps).toEqual(["denied", "asking"]);

    const without = world(["denied"]);
    const second = without.permission.obtain(false);
    await settled();
    without.permission.decide("withoutMicrophone");
    expect(await second).toBe(true);
  });

  it("goes on without a microphone that is not there", async () => {
    expect(await world(["missing"]).permission.obtain(true)).toBe(true);
  });

  it("stops when the call is over", async () => {
    const { permission, end } = world(["denied"]);
    const obtained = permission.obtain(false);
    await settled();
    end();
    permission.decide("ask");
    expect(await obtained).toBe(false);
  });
});
