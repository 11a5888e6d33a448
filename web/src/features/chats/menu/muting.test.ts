import { describe, expect, it } from "vitest";

import { FOREVER, isMutedForever, mutedUntil } from "./muting";

const NOW = Date.parse("2026-03-12T12:00:00.000Z");

describe("mutedUntil", () => {
  it("counts from the server's time", () => {
    expect(mutedUntil("hour", NOW)).toBe("2026-03-12T13:00:00.000Z");
    expect(mutedUntil("eightHours", NOW)).toBe("2026-03-12T20:00:00.000Z");
    expect(mutedUntil("week", NOW)).toBe("2026-03-19T12:00:00.000Z");
  });

  it("knows always from a week", () => {
    expect(isMutedForever(mutedUntil("forever", NOW), NOW)).toBe(true);
    expect(isMutedForever(FOREVER, NOW)).toBe(true);
    expect(isMutedForever(mutedUntil("week", NOW), NOW)).toBe(false);
  });
});
