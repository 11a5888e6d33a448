import { describe, expect, it } from "vitest";

import { fromClock, toClock } from "./clock";

describe("a minute of the day", () => {
  it("is what the clock shows, both ways", () => {
    for (const minute of [0, 7, 60, 419, 1380, 1439])
      expect(fromClock(toClock(minute))).toBe(minute);
    expect(toClock(1380)).toBe("23:00");
  });

  it("is nothing where there is no time", () => {
    for (const text of ["", "7:00", "24:00", "12:60", "noon"]) expect(fromClock(text)).toBeNull();
  });
});
