/**
 * Where each picture of a group call goes on the screen, how many are on a page, and what is therefore asked of the
 * server. Pure: from the size of the place to rectangles in it.
 */
import type { UserId } from "@/api/types";
import { MOST_PICTURES, type Participant, type RoomPicture, type RoomTile } from "./room";

/** One picture, or the photo in its stead. */
export interface Tile {
  /** The same as long as it is the same picture of the same person, also when their line is a new one. */
  key: string;
  userId: UserId;
  picture: RoomPicture;
  /** `null`: this person's own. */
  person: Participant | null;
}

export type Layout = "grid" | "speaker";

export interface Area {
  width: number;
  height: number;
}

export interface Rect {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Placed {
  tile: Tile;
  rect: Rect;
  large: boolean;
}

export interface Arrangement {
  placed: Placed[];
  /** From 0. */
  page: number;
  pages: number;
}

export interface Wanted {
  layout: Layout;
  /** The key of a pinned tile. */
  pinned: string | null;
  /** Who speaks, or spoke last, of the others. */
  speaker: string | null;
  /** Whose screen was shown last. */
  sharing: string | null;
  page: number;
  /** Without one's own tile where there is no place for it. */
  area: Area;
}

export const GAP = 8;
/** No tile is made smaller than a face can be told on. */
const SMALLEST: Area = { width: 150, height: 120 };
/** On a phone one finger's width more. */
const SMALLEST_ON_PHONE: Area = { width: 150, height: 148 };
const PHONE_WIDTH = 600;
/** The strip beside or under the large picture. */
const STRIP = { least: 112, most: 420, share: 0.18 };

export function keyOf(userId: UserId, picture: RoomPicture): string {
  return `${userId}:${picture}`;
}

/** Every picture there is, oneself first; a screen comes before its owner's face. */
export function tilesOf(me: UserId, people: readonly Participant[]): Tile[] {
  const own: Tile = { key: keyOf(me, "camera"), userId: me, picture: "camera", person: null };
  return [
    own,
    ...people.flatMap((person) => {
      const { userId } = person;
      const of = (picture: RoomPicture): Tile => ({
        key: keyOf(userId, picture),
        userId,
        picture,
        person,
      });
      return person.screen ? [of("screen"), of("camera")] : [of("camera")];
    }),
  ];
}

export function arrange(tiles: readonly Tile[], wanted: Wanted): Arrangement {
  const { area } = wanted;
  if (area.width <= 0 || area.height <= 0) return { placed: [], page: 0, pages: 1 };
  const large = largeOf(tiles, wanted);
  return large === null ? inGrid(tiles, wanted) : withLarge(large, tiles, wanted);
}

/** Which picture is large: the pinned one, else a screen that is shown, else, if so chosen, who speaks. */
function largeOf(tiles: readonly Tile[], wanted: Wanted): Tile | null {
  const { layout, pinned, speaker, sharing } = wanted;
  const found = (test: (tile: Tile) => boolean): Tile | null => tiles.find(test) ?? null;
  const screens = tiles.filter(({ picture }) => picture === "screen");
  const shared =
    screens.find(({ person }) => person?.participantId === sharing) ?? screens.at(-1) ?? null;
  const chosen = found(({ key }) => key === pinned) ?? shared;
  if (chosen !== null || layout === "grid" || tiles.length < 2) return chosen;
  return (
    found(({ person, picture }) => picture === "camera" && person?.participantId === speaker) ??
    found(({ person }) => person !== null)
  );
}

function inGrid(tiles: readonly Tile[], { area, page }: Wanted): Arrangement {
  const smallest = area.width < PHONE_WIDTH ? SMALLEST_ON_PHONE : SMALLEST;
  const fits = (length: number, least: number): number =>
    Math.max(1, Math.floor((length + GAP) / (least + GAP)));
  const columns = fits(area.width, smallest.width);
  const rows = fits(area.height, smallest.height);
  const size = Math.min(columns * rows, MOST_PICTURES);
  const { shown, at, pages } = paged(tiles, size, page);
  const rects = gridOf(shown.length, area);
  return {
    placed: shown.map((tile, index) => placed(tile, rects[index], false)),
    page: at,
    pages,
  };
}

function withLarge(large: Tile, tiles: readonly Tile[], { area, page }: Wanted): Arrangement {
  const rest = tiles.filter(({ key }) => key !== large.key);
  if (rest.length === 0) {
    const whole = { left: 0, top: 0, width: area.width, height: area.height };
    return { placed: [placed(large, whole, true)], page: 0, pages: 1 };
  }
  // Beside the large picture on a wide screen, under it on a high one.
  const beside = area.width > area.height * 1.2;
  const [along, across] = beside ? [area.height, area.width] : [area.width, area.height];
  const thick = Math.round(Math.min(STRIP.most, Math.max(STRIP.least, across * STRIP.share)));
  const longest = beside ? thick * 0.75 : thick * 1.2;
  // Rather a little smaller than on another page.
  const shortest = longest * 0.75;
  const fit = Math.max(1, Math.floor((along + GAP) / (shortest + GAP)));
  const size = Math.min(fit, MOST_PICTURES - 1);
  const { shown, at, pages } = paged(rest, size, page);
  const length = Math.min(longest, (along - GAP * (shown.length - 1)) / shown.length);
  // In the middle, so that few do not look lost at one end.
  const start = (along - shown.length * length - (shown.length - 1) * GAP) / 2;
  const strip = shown.map((tile, index): Placed => {
    const offset = start + index * (length + GAP);
    const rect = beside
      ? { left: area.width - thick, top: offset, width: thick, height: length }
      : { left: offset, top: area.height - thick, width: length, height: thick };
    return placed(tile, rect, false);
  });
  const main = beside
    ? { left: 0, top: 0, width: area.width - thick - GAP, height: area.height }
    : { left: 0, top: 0, width: area.width, height: area.height - thick - GAP };
  return { placed: [placed(large, main, true), ...strip], page: at, pages };
}

function paged(tiles: readonly Tile[], size: number, page: number) {
  const pages = Math.max(1, Math.ceil(tiles.length / size));
  const at = Math.min(Math.max(0, page), pages - 1);
  return { shown: tiles.slice(at * size, (at + 1) * size), at, pages };
}

/** Rows and columns in which so many are largest; the last row is in the middle. */
function gridOf(count: number, area: Area): Rect[] {
  let best = { columns: 1, score: -1 };
  for (let columns = 1; columns <= count; columns += 1) {
    const { width, height } = cell(count, columns, area);
    // A face wants a picture not much wider than it is high; what is more of either is of little use.
    const score = Math.min(width, height * 1.15);
    if (score > best.score + 1) best = { columns, score };
  }
  const { columns } = best;
  const { width, height } = cell(count, columns, area);
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const indent = (area.width - inRow * width - (inRow - 1) * GAP) / 2;
    return {
      left: indent + (index % columns) * (width + GAP),
      top: row * (height + GAP),
      width,
      height,
    };
  });
}

function cell(count: number, columns: number, area: Area): Area {
  const rows = Math.ceil(count / columns);
  return {
    width: (area.width - GAP * (columns - 1)) / columns,
    height: (area.height - GAP * (rows - 1)) / rows,
  };
}

function placed(tile: Tile, rect: Rect | undefined, large: boolean): Placed {
  return { tile, rect: rect ?? { left: 0, top: 0, width: 0, height: 0 }, large };
}

/** What is asked of the server: what is on this page, the large one first, then who speaks. */
export function wishOf(placed: readonly Placed[], pixelRatio: number): RoomTile[] {
  return placed
    .flatMap(({ tile: { person, picture }, rect, large }) => {
      if (person === null || !(picture === "screen" ? person.screen : person.camera)) return [];
      // A picture fills its tile, so a narrow and high one needs more lines than it has.
      const lines = Math.max(rect.height, (rect.width * 9) / 16) * Math.min(pixelRatio, 2);
      const urgency = Number(large) * 2 + Number(person.speaking);
      return [
        { urgency, tile: { participantId: person.participantId, picture, height: step(lines) } },
      ];
    })
    .sort((a, b) => b.urgency - a.urgency)
    .slice(0, MOST_PICTURES)
    .map(({ tile }) => tile);
}

/** The sizes that a camera comes in, so that a window being dragged wider asks for nothing new. */
function step(lines: number): number {
  return [180, 360, 720].find((size) => lines <= size * 1.15) ?? 1080;
}
