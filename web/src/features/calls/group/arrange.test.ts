import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { arrange, keyOf, tilesOf, wishOf, type Rect, type Wanted } from "./arrange";
import { MOST_PICTURES, type Participant } from "./room";

function somebody(userId: string, more: Partial<Participant> = {}): Participant {
  return {
    participantId: `place of ${userId}`,
    userId,
    muted: false,
    camera: true,
    screen: false,
    speaking: false,
    pictures: { camera: null, screen: null },
    here: true,
    away: false,
    ...more,
  };
}

const many = (count: number) => Array.from({ length: count }, (_, at) => somebody(`u${at}`));

const DESKTOP = { width: 1424, height: 700 };
const PHONE = { width: 344, height: 520 };

function wanted(more: Partial<Wanted> = {}): Wanted {
  return {
    layout: "grid",
    pinned: null,
    speaker: null,
    sharing: null,
    page: 0,
    area: DESKTOP,
    ...more,
  };
}

const usersOf = (people: readonly Participant[], more: Partial<Wanted> = {}) =>
  arrange(tilesOf("me", people), wanted(more)).placed.map(({ tile }) => tile.key);

describe("the pictures of a group call", () => {
  it("are nine on a page of a desktop, and fewer on a phone", () => {
    const tiles = tilesOf("me", many(20));
    const first = arrange(tiles, wanted());
    expect([first.placed.length, first.pages]).toEqual([9, 3]);
    const last = arrange(tiles, wanted({ page: 99 }));
    expect([last.placed.length, last.page]).toEqual([3, 2]);
    expect(last.placed[0]?.tile.userId).toBe("u17");
    const phone = arrange(tiles, wanted({ area: PHONE }));
    expect([phone.placed.length, phone.pages]).toEqual([6, 4]);
  });

  it("stand side by side on a wide screen and one above the other on a high one", () => {
    const tiles = tilesOf("me", many(1));
    const tops = (area: Wanted["area"]) =>
      arrange(tiles, wanted({ area })).placed.map(({ rect }) => rect.top);
    expect(tops(DESKTOP)).toEqual([0, 0]);
    expect(tops(PHONE)[1]).toBeGreaterThan(200);
  });

  it("have a large one where somebody is pinned, shows a screen, or speaks", () => {
    const people = [somebody("anna"), somebody("boris"), somebody("vera")];
    const speaker = { speaker: "place of boris" };
    expect(arrange(tilesOf("me", people), wanted(speaker)).placed.some(({ large }) => large)).toBe(
      false,
    );
    expect(usersOf(people, { ...speaker, layout: "speaker" })[0]).toBe("boris:camera");
    // Nobody has spoken yet: somebody else than oneself.
    expect(usersOf(people, { layout: "speaker" })[0]).toBe("anna:camera");
    const pinned = { pinned: keyOf("vera", "camera") };
    expect(usersOf(people, { ...speaker, ...pinned, layout: "speaker" })[0]).toBe("vera:camera");
    const showing = [somebody("anna", { screen: true }), somebody("boris", { screen: true })];
    expect(usersOf(showing)[0]).toBe("boris:screen");
    expect(usersOf(showing, { sharing: "place of anna" })[0]).toBe("anna:screen");
    expect(usersOf(showing, { sharing: "place of anna", pinned: "boris:camera" })[0]).toBe(
      "boris:camera",
    );
    // Who was pinned has gone.
    expect(usersOf(people, { pinned: "gone:camera" })[0]).toBe("me:camera");
    expect(usersOf([], { layout: "speaker" })).toEqual(["me:camera"]);
  });

  it("are asked for as far as they are on the page, the large one first", () => {
    const people = many(20);
    const ask = (more: Partial<Wanted>, of = people) =>
      wishOf(arrange(tilesOf("me", of), wanted(more)).placed, 1);
    expect(ask({}).map(({ participantId }) => participantId)).toEqual(
      people.slice(0, 8).map(({ participantId }) => participantId),
    );
    expect(ask({ page: 2 })).toHaveLength(3);
    const pinned = ask({ pinned: "u15:camera" });
    expect(pinned[0]).toEqual({ participantId: "place of u15", picture: "camera", height: 720 });
    expect(pinned[1]?.height).toBe(180);
    const loud = people.map((one) => ({ ...one, speaking: one.userId === "u3" }));
    expect(ask({}, loud)[0]?.participantId).toBe("place of u3");
    expect(ask({}, [somebody("anna", { camera: false })])).toEqual([]);
    expect(ask({}, [somebody("anna", { camera: false, screen: true })])).toEqual([
      { participantId: "place of anna", picture: "screen", height: 720 },
    ]);
  });

  it("never lie on one another or outside, on any screen", () => {
    const overlap = (a: Rect, b: Rect) =>
      a.left < b.left + b.width - 0.01 &&
      b.left < a.left + a.width - 0.01 &&
      a.top < b.top + b.height - 0.01 &&
      b.top < a.top + a.height - 0.01;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 49 }),
        fc.integer({ min: 320, max: 3840 }),
        fc.integer({ min: 150, max: 2160 }),
        fc.constantFrom<Partial<Wanted>>({}, { layout: "speaker" }, { pinned: "u1:camera" }),
        fc.nat(60),
        (count, width, height, how, page) => {
          const area = { width, height };
          const tiles = tilesOf("me", many(count));
          const { placed, pages } = arrange(tiles, wanted({ ...how, area, page }));
          expect(placed.length).toBeGreaterThan(0);
          expect(wishOf(placed, 2).length).toBeLessThanOrEqual(MOST_PICTURES);
          placed.forEach(({ rect }, at) => {
            expect(rect.width).toBeGreaterThan(40);
            expect(rect.height).toBeGreaterThan(40);
            expect(rect.left).toBeGreaterThan(-0.01);
            expect(rect.top).toBeGreaterThan(-0.01);
            expect(rect.left + rect.width).toBeLessThan(width + 0.01);
            expect(rect.top + rect.height).toBeLessThan(height + 0.01);
            for (const other of placed.slice(at + 1)) expect(overlap(rect, other.rect)).toBe(false);
          });
          // Everybody is on some page.
          const seen = new Set<string>();
          for (let at = 0; at < pages; at += 1)
            for (const { tile } of arrange(tiles, wanted({ ...how, area, page: at })).placed)
              seen.add(tile.key);
          expect(seen.size).toBe(tiles.length);
        },
      ),
    );
  });
});
