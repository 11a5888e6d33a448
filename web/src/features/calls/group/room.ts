/**
 * What the page and the server tell each other over the data channel of a group call's line (`room.rs` in the
 * protocol), and what follows from it. Pure.
 */
import type { Call, UserId } from "@/api/types";

export type RoomPicture = "camera" | "screen";

export interface RoomPerson {
  participantId: string;
  muted: boolean;
  camera: boolean;
  screen: boolean;
}

export interface RoomSlot {
  mid: string;
  participantId: string;
  picture?: RoomPicture;
}

/** How the room stands. */
export interface RoomNews {
  people: RoomPerson[];
  slots: RoomSlot[];
  speaker?: string;
}

export interface RoomTile {
  participantId: string;
  picture: RoomPicture;
  height: number;
}

export interface RoomWish {
  type: "show";
  tiles: RoomTile[];
}

/** Somebody in the call, as the grid shows them. */
export interface Participant {
  participantId: string;
  userId: UserId;
  muted: boolean;
  camera: boolean;
  speaking: boolean;
  /** The `mid` in which their picture comes, if it does. */
  picture: string | null;
  /** Their line stands; until then they are only expected. */
  here: boolean;
}

/** As many pictures as come at a time. */
export const MOST_PICTURES = 9;

/** Everybody else in the call: those whose places the server knows, as far as the room has told of them. */
export function others(call: Call, news: RoomNews | null, mine: string): Participant[] {
  return call.participants
    .filter(({ sessionId, participantId }) => sessionId != null && participantId !== mine)
    .map(({ participantId, userId }) => {
      const person = news?.people.find((one) => one.participantId === participantId);
      const slot = news?.slots.find(
        (one) => one.participantId === participantId && one.picture === "camera",
      );
      return {
        participantId,
        userId,
        muted: person?.muted ?? false,
        camera: person?.camera ?? false,
        speaking: news?.speaker === participantId && person?.muted !== true,
        picture: slot?.mid ?? null,
        here: person !== undefined,
      };
    });
}

/** What is asked for: whoever speaks first, then in their order; the more there are, the smaller. */
export function wish(people: readonly Participant[]): RoomWish {
  const shown = people.filter(({ camera }) => camera);
  const bySpeech = [...shown].sort((a, b) => Number(b.speaking) - Number(a.speaking));
  const height = heightOf(people.length + 1);
  const tiles = bySpeech
    .slice(0, MOST_PICTURES)
    .map(({ participantId }): RoomTile => ({ participantId, picture: "camera", height }));
  return { type: "show", tiles };
}

/** How high a tile is where so many share the screen. */
function heightOf(tiles: number): number {
  if (tiles <= 2) return 720;
  return tiles <= 6 ? 360 : 180;
}

/** `null` for what no server of ours says. */
export function parseNews(text: unknown): RoomNews | null {
  if (typeof text !== "string") return null;
  try {
    const news = JSON.parse(text) as Partial<RoomNews> | null;
    return Array.isArray(news?.people) && Array.isArray(news.slots) ? (news as RoomNews) : null;
  } catch {
    return null;
  }
}
