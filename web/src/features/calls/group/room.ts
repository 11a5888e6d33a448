/**
 * What the page and the server tell each other over the data channel of a group call's line (`room.rs` in the
 * protocol), and what follows from it. Pure.
 */
import type { Call, UserId } from "@/api/types";
import { placesOf } from "./guests";

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

/** Somebody in the call, as its screen shows them. */
export interface Participant {
  participantId: string;
  userId: UserId;
  muted: boolean;
  camera: boolean;
  /** They show their screen. */
  screen: boolean;
  speaking: boolean;
  /** The `mid` in which each of their pictures comes, if it does. */
  pictures: Record<RoomPicture, string | null>;
  /** Their line stands; until then they are only expected. */
  here: boolean;
  /** Their device is silent: without a network, or loading the page anew. */
  away: boolean;
}

/** As many pictures as come at a time. */
export const MOST_PICTURES = 9;

/** Everybody else in the call: those whose places the server knows, as far as the room has told of them. */
export function others(call: Call, news: RoomNews | null, mine: string): Participant[] {
  return placesOf(call)
    .filter(({ sessionId, participantId }) => sessionId != null && participantId !== mine)
    .map(({ participantId, userId, state, away }) => {
      const person = news?.people.find((one) => one.participantId === participantId);
      const midOf = (picture: RoomPicture): string | null =>
        news?.slots.find((one) => one.participantId === participantId && one.picture === picture)
          ?.mid ?? null;
      return {
        participantId,
        userId,
        muted: person?.muted ?? false,
        camera: person?.camera ?? false,
        screen: person?.screen ?? false,
        speaking: news?.speaker === participantId && person?.muted !== true,
        pictures: { camera: midOf("camera"), screen: midOf("screen") },
        here: person !== undefined,
        away: away === true || state === "reconnecting",
      };
    });
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
