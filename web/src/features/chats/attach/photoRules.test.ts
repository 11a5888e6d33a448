import { describe, expect, it } from "vitest";

import { outputSize, staysAsItIs } from "./photoRules";

describe("staysAsItIs", () => {
  const small = { width: 1000, height: 800, bytes: 200_000 };

  it("leaves light photos and screenshots alone", () => {
    expect(staysAsItIs({ ...small, mime: "image/jpeg" })).toBe(true);
    expect(staysAsItIs({ ...small, mime: "image/png" })).toBe(true);
  });

  it("makes large, heavy and unusual ones smaller", () => {
    expect(staysAsItIs({ ...small, width: 4000, mime: "image/jpeg" })).toBe(false);
    expect(staysAsItIs({ ...small, bytes: 3_000_000, mime: "image/jpeg" })).toBe(false);
    expect(staysAsItIs({ ...small, mime: "image/bmp" })).toBe(false);
  });

  it("never stops a moving picture", () => {
    expect(staysAsItIs({ width: 4000, height: 10, bytes: 9_000_000, mime: "image/gif" })).toBe(
      true,
    );
  });
});

describe("outputSize", () => {
  it("keeps the shape and never enlarges", () => {
    expect(outputSize({ width: 6000, height: 4000 })).toEqual({ width: 2560, height: 1707 });
    expect(outputSize({ width: 3000, height: 6000 })).toEqual({ width: 1280, height: 2560 });
    expect(outputSize({ width: 10, height: 20 })).toEqual({ width: 10, height: 20 });
    expect(outputSize({ width: 100_000, height: 1 })).toEqual({ width: 2560, height: 1 });
  });
});
