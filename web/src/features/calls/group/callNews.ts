/** What changed in a group call that people should hear of without looking. Pure. */
import type { UserId } from "@/api/types";
import type { GroupView } from "./groupCall";

export type News =
  | { kind: "joined" | "left" | "hand" | "screen"; userId: UserId }
  | { kind: "sign"; userId: UserId; emoji: string };

/** In larger calls people come and go all the time. */
const SOUNDS_UP_TO = 8;

type Seen = Pick<GroupView, "phase" | "people" | "floor">;

/** The most telling change between two looks; `null` when there is nothing to tell. Of oneself one knows. */
export function newsBetween(before: Seen, now: Seen, me: UserId): News | null {
  // After a break everybody comes anew, which is news to nobody.
  if (before.phase.name !== "in" || now.phase.name !== "in") return null;
  const was = new Map(before.people.map((person) => [person.userId, person]));
  const joined = now.people.find(({ userId }) => !was.has(userId));
  if (joined !== undefined) return { kind: "joined", userId: joined.userId };
  const there = new Set(now.people.map(({ userId }) => userId));
  const left = before.people.find(({ userId }) => !there.has(userId));
  if (left !== undefined) return { kind: "left", userId: left.userId };
  const shows = now.people.find(({ userId, screen }) => screen && was.get(userId)?.screen !== true);
  if (shows !== undefined) return { kind: "screen", userId: shows.userId };
  const hand = now.floor.hands.find((id) => id !== me && !before.floor.hands.includes(id));
  if (hand !== undefined) return { kind: "hand", userId: hand };
  const signs = Object.entries(now.floor.signs);
  const sign = signs.find(([id, { nth }]) => id !== me && before.floor.signs[id]?.nth !== nth);
  return sign === undefined ? null : { kind: "sign", userId: sign[0], emoji: sign[1].emoji };
}

/** Which sound goes with it, if any. */
export function soundOfNews(news: News, people: number): "connected" | "ended" | null {
  if (people > SOUNDS_UP_TO) return null;
  if (news.kind === "joined") return "connected";
  return news.kind === "left" ? "ended" : null;
}
