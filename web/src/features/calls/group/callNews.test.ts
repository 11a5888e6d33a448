import { describe, expect, it } from "vitest";

import { newsBetween, soundOfNews } from "./callNews";

type Seen = Parameters<typeof newsBetween>[0];

function seen(
  people: string[],
  more: { phase?: string; screen?: string; hands?: string[]; signs?: object } = {},
): Seen {
  const { phase = "in", screen, hands = [], signs = {} } = more;
  return {
    phase: { name: phase },
    people: people.map((userId) => ({ userId, screen: userId === screen })),
    floor: { hands, signs },
  } as unknown as Seen;
}

const between = (before: Seen, now: Seen) => newsBetween(before, now, "me");

describe("the news of a group call", () => {
  it("are who comes, goes, shows a screen, raises a hand or shows a sign", () => {
    const two = seen(["anna", "boris"]);
    expect(between(two, seen(["anna", "boris", "vera"]))).toEqual({
      kind: "joined",
      userId: "vera",
    });
    expect(between(two, seen(["anna"]))).toEqual({ kind: "left", userId: "boris" });
    const shows = seen(["anna", "boris"], { screen: "anna" });
    expect(between(two, shows)).toEqual({ kind: "screen", userId: "anna" });
    expect(between(shows, shows)).toBeNull();
    const hands = seen(["anna", "boris"], { hands: ["boris"] });
    expect(between(two, hands)).toEqual({ kind: "hand", userId: "boris" });
    const sign = seen(["anna", "boris"], { signs: { anna: { emoji: "👏", nth: 1 } } });
    expect(between(two, sign)).toEqual({ kind: "sign", userId: "anna", emoji: "👏" });
    expect(between(sign, two)).toBeNull();
  });

  it("are nothing of oneself, and nothing after a break of the line", () => {
    const alone = seen([]);
    expect(
      between(alone, seen([], { hands: ["me"], signs: { me: { emoji: "👍", nth: 1 } } })),
    ).toBeNull();
    expect(between(seen([], { phase: "reconnecting" }), seen(["anna"]))).toBeNull();
    expect(between(seen(["anna"]), seen([], { phase: "reconnecting" }))).toBeNull();
  });

  it("sound in small calls when somebody comes or goes", () => {
    expect(soundOfNews({ kind: "joined", userId: "anna" }, 8)).toBe("connected");
    expect(soundOfNews({ kind: "left", userId: "anna" }, 2)).toBe("ended");
    expect(soundOfNews({ kind: "joined", userId: "anna" }, 9)).toBeNull();
    expect(soundOfNews({ kind: "hand", userId: "anna" }, 2)).toBeNull();
  });
});
