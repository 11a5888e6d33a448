import { describe, expect, it } from "vitest";

import { momentAgo } from "./moments";

const now = new Date(2026, 2, 12, 15, 30).getTime();
const ago = (...at: [number, number, number, number, number]) => new Date(...at).getTime();

describe("momentAgo", () => {
  it("says nothing of the last minute or of a clock that is ahead", () => {
    expect(momentAgo(now - 59_000, now, "ru")).toBeNull();
    expect(momentAgo(now + 5_000, now, "ru")).toBeNull();
  });

  it("counts minutes with the right plural", () => {
    expect(momentAgo(now - 60_000, now, "ru")).toBe("1 минуту назад");
    expect(momentAgo(now - 22 * 60_000, now, "ru")).toBe("22 минуты назад");
    expect(momentAgo(now - 5 * 60_000, now, "en")).toBe("5 minutes ago");
  });

  it("names today and yesterday by the calendar, not by hours", () => {
    expect(momentAgo(ago(2026, 2, 12, 0, 5), now, "ru")).toBe("сегодня в 00:05");
    expect(momentAgo(ago(2026, 2, 11, 23, 55), now, "ru")).toBe("вчера в 23:55");
    expect(momentAgo(ago(2026, 2, 11, 8, 0), now, "en")).toMatch(/^yesterday at 8:00/);
  });

  it("gives the date of older ones, with the year only when it is another", () => {
    expect(momentAgo(ago(2026, 2, 10, 8, 0), now, "ru")).toBe("10 марта");
    expect(momentAgo(ago(2025, 11, 31, 8, 0), now, "en")).toBe("December 31, 2025");
  });
});
