import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { runs } from "@/lib/propertyRuns";
import { albumHeight, albumRows, aspectOf } from "./albumLayout";

describe("albumRows", () => {
  it("holds every picture once, in order, in rows of at most four", () => {
    const aspects = fc.array(fc.double({ min: 0.6, max: 2.2, noNaN: true }), {
      minLength: 1,
      maxLength: 10,
    });
    fc.assert(
      fc.property(aspects, (list) => {
        const rows = albumRows(list);
        expect(rows.flatMap((row) => row.indexes)).toEqual(list.map((_, index) => index));
        for (const row of rows) expect(row.indexes.length).toBeLessThanOrEqual(4);
        expect(albumHeight(rows)).toBeLessThan(2.5);
      }),
      { numRuns: runs(60) },
    );
  });

  it("puts two upright pictures side by side and two wide ones above each other", () => {
    expect(albumRows([0.75, 0.75])).toHaveLength(1);
    expect(albumRows([1.9, 1.9])).toHaveLength(2);
  });

  it("makes of ten squares a shape near a square", () => {
    const height = albumHeight(albumRows(Array.from({ length: 10 }, () => 1)));
    expect(height).toBeGreaterThan(0.7);
    expect(height).toBeLessThan(1.5);
  });
});

describe("aspectOf", () => {
  it("takes unknown sizes for squares and cuts extreme ones", () => {
    expect(aspectOf({ width: null, height: 10 })).toBe(1);
    expect(aspectOf({ width: 100, height: 10_000 })).toBe(0.6);
    expect(aspectOf({ width: 10_000, height: 100 })).toBe(2.2);
    expect(aspectOf({ width: 400, height: 300 })).toBeCloseTo(4 / 3);
  });
});
