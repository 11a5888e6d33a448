import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { clockDuration, dayInputValue, dayName, listTime, startOfLocalDay } from "./chatTimes";

const at = (...when: [number, number, number, number, number]) => new Date(...when).getTime();
const now = at(2026, 2, 12, 0, 30);

describe("listTime", () => {
  it("goes from clock to weekday to date", () => {
    expect(listTime(at(2026, 2, 12, 0, 5), now, "ru")).toEqual({ kind: "text", text: "00:05" });
    expect(listTime(at(2026, 2, 11, 23, 59), now, "ru")).toEqual({ kind: "yesterday" });
    expect(listTime(at(2026, 2, 8, 12, 0), now, "ru")).toEqual({ kind: "text", text: "вс" });
    expect(listTime(at(2026, 1, 1, 12, 0), now, "ru")).toEqual({ kind: "text", text: "1 февр." });
    expect(listTime(at(2024, 1, 1, 12, 0), now, "ru")).toEqual({ kind: "text", text: "01.02.24" });
  });

  it("shows the clock for a device that is behind the server", () => {
    expect(listTime(now + 3_600_000, now, "ru")).toMatchObject({ kind: "text" });
  });
});

describe("dayName", () => {
  it("names near days and dates the others, with the year when it is another", () => {
    expect(dayName(at(2026, 2, 12, 0, 1), now, "ru")).toEqual({ kind: "today" });
    expect(dayName(at(2026, 2, 11, 0, 1), now, "ru")).toEqual({ kind: "yesterday" });
    expect(dayName(at(2026, 2, 10, 0, 1), now, "ru")).toEqual({
      kind: "date",
      text: "вторник, 10 марта",
    });
    expect(dayName(at(2025, 2, 10, 0, 1), now, "en")).toEqual({
      kind: "date",
      text: "March 10, 2025",
    });
  });
});

describe("clockDuration", () => {
  it("writes seconds, minutes and hours as clocks do", () => {
    expect(clockDuration(42_400)).toBe("0:42");
    expect(clockDuration(725_000)).toBe("12:05");
    expect(clockDuration(3_753_000)).toBe("1:02:33");
  });
});

describe("days of a date input", () => {
  it("are read back as the same day", () => {
    const day = fc.date({
      min: new Date(2000, 0, 1),
      max: new Date(2099, 0, 1),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, (date) => {
        const start = startOfLocalDay(dayInputValue(date.getTime()));
        expect(start?.toDateString()).toBe(date.toDateString());
        expect(start?.getTime()).toBeLessThanOrEqual(date.getTime());
      }),
    );
  });

  it("are refused when there is no such day", () => {
    for (const day of ["", "2026-02-30", "2026-13-01", "12.03.2026"]) {
      expect(startOfLocalDay(day)).toBeNull();
    }
  });
});
