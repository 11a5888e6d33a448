import { describe, expect, it } from "vitest";

import type { User } from "@/api/types";
import { presenceOf, presenceWords } from "./presence";

const now = Date.parse("2026-03-12T12:00:00.000Z");
const user: User = {
  id: "u",
  login: "anna",
  displayName: "Анна",
  online: true,
  createdAt: "2026-01-01T00:00:00.000Z",
};

describe("presenceOf", () => {
  it("believes the live word over the older answer of the directory", () => {
    const live = { online: false, away: false, lastSeenAt: "2026-03-12T11:59:00.000Z" };
    expect(presenceOf(user, live)).toBe(live);
    expect(presenceOf(user, null)).toEqual({ online: true, away: false, lastSeenAt: null });
  });
});

describe("presenceOf somebody who hides it", () => {
  it("forgets what was heard before, unless they are here now", () => {
    const hidden = { ...user, online: false };
    const before = { online: false, away: false, lastSeenAt: "2026-03-12T11:00:00.000Z" };
    expect(presenceOf(hidden, before).lastSeenAt).toBeNull();
    const here = { online: true, away: false, lastSeenAt: null };
    expect(presenceOf(hidden, here)).toBe(here);
  });
});

describe("presenceWords", () => {
  it("tells online, away, and when somebody was last here", () => {
    const at = (lastSeenAt: string | null) => ({ online: false, away: false, lastSeenAt });
    expect(presenceWords({ online: true, away: false, lastSeenAt: null }, now, "ru").key).toBe(
      "online",
    );
    expect(presenceWords({ online: true, away: true, lastSeenAt: null }, now, "ru").key).toBe(
      "away",
    );
    expect(presenceWords(at(null), now, "ru").key).toBe("never");
    expect(presenceWords(at("2026-03-12T11:59:30.000Z"), now, "ru").key).toBe("justNow");
    expect(presenceWords(at("2026-03-12T11:48:00.000Z"), now, "ru")).toEqual({
      key: "lastSeen",
      when: "12 минут назад",
    });
  });
});
