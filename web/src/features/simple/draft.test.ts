import { describe, expect, it } from "vitest";

import type { User } from "@/api/types";
import {
  isSame,
  movedUp,
  setupOf,
  trusted,
  withChange,
  withoutPerson,
  withPerson,
  type Draft,
} from "./draft";

function user(id: string): User {
  return { id, login: id, displayName: id, online: false, createdAt: "2026-01-01T00:00:00.000Z" };
}

const EMPTY: Draft = { enabled: false, people: [] };
const ids = (draft: Draft) => draft.people.map((one) => one.user.id);
const three = ["a", "b", "c"].reduce((draft, id) => withPerson(draft, user(id)), EMPTY);

describe("what is being set up", () => {
  it("takes each person once, and no more than there is room for", () => {
    expect(ids(withPerson(three, user("b")))).toEqual(["a", "b", "c"]);
    const full = ["d", "e", "f", "g", "h", "i"].reduce((d, id) => withPerson(d, user(id)), three);
    expect(ids(full)).toHaveLength(8);
  });

  it("answers nobody without a touch until somebody says so", () => {
    expect(trusted(three)).toEqual([]);
    const one = withChange(three, "b", { answer: "camera" });
    expect(trusted(one).map(({ user }) => user.id)).toEqual(["b"]);
    expect(setupOf(one).people[1]).toEqual({ userId: "b", call: "video", answer: "camera" });
  });

  it("keeps the order that the photos are given", () => {
    expect(ids(movedUp(three, "c"))).toEqual(["a", "c", "b"]);
    expect(ids(movedUp(three, "a"))).toEqual(["a", "b", "c"]);
    expect(ids(withoutPerson(three, "a"))).toEqual(["b", "c"]);
  });

  it("knows whether there is something to save", () => {
    expect(isSame(three, { ...three, people: [...three.people] })).toBe(true);
    expect(isSame(three, movedUp(three, "c"))).toBe(false);
    expect(isSame(three, { ...three, enabled: true })).toBe(false);
  });
});
