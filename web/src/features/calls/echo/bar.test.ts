import { describe, expect, it } from "vitest";

import { barOf } from "./bar";

describe("the part of a bar that a loudness fills", () => {
  it("is empty in silence, full for a loud voice, and between them as ears hear", () => {
    expect(barOf(0)).toBe(0);
    expect(barOf(0.002)).toBe(0);
    expect(barOf(1)).toBe(1);
    expect(barOf(0.0316)).toBeCloseTo(0.5, 2);
    expect(barOf(0.1) - barOf(0.05)).toBeCloseTo(barOf(0.05) - barOf(0.025), 5);
  });
});
