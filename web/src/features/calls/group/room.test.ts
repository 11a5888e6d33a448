import { describe, expect, it } from "vitest";

import type { Call } from "@/api/types";
import { MOST_PICTURES, others, parseNews, wish, type Participant, type RoomNews } from "./room";

const call = {
  participants: [
    { participantId: "a", userId: "anna", sessionId: "1", state: "connected" },
    { participantId: "b", userId: "boris", sessionId: "2", state: "connected" },
    { participantId: "v", userId: "vera", state: "left" },
    { participantId: "g", userId: "gleb", sessionId: "4", state: "connecting" },
  ],
} as unknown as Call;

const news: RoomNews = {
  people: [
    { participantId: "a", muted: false, camera: true, screen: false },
    { participantId: "b", muted: true, camera: true, screen: false },
  ],
  slots: [
    { mid: "2", participantId: "b" },
    { mid: "10", participantId: "b", picture: "camera" },
  ],
  speaker: "b",
};

function somebody(participantId: string, more: Partial<Participant> = {}): Participant {
  const usual = { userId: participantId, muted: false, camera: true, speaking: false };
  return { participantId, ...usual, picture: null, here: true, ...more };
}

describe("the people of a group call", () => {
  it("are those who hold a place, told of as far as the room has", () => {
    const [boris, gleb, ...rest] = others(call, news, "a");
    expect(rest).toEqual([]);
    expect(boris).toMatchObject({ userId: "boris", muted: true, picture: "10", here: true });
    expect(boris?.speaking).toBe(false);
    expect(gleb).toMatchObject({ userId: "gleb", here: false, camera: false, picture: null });
    expect(others(call, null, "a").map(({ here }) => here)).toEqual([false, false]);
  });

  it("are asked for by their pictures: whoever speaks first, and never too many", () => {
    const { tiles } = wish([somebody("a"), somebody("b", { speaking: true })]);
    expect(tiles.map(({ participantId }) => participantId)).toEqual(["b", "a"]);
    expect(tiles[0]?.height).toBe(360);
    expect(wish([somebody("a")]).tiles[0]?.height).toBe(720);
    expect(wish([somebody("a", { camera: false })]).tiles).toEqual([]);
    const many = wish(Array.from({ length: 20 }, (_, at) => somebody(String(at))));
    expect(many.tiles).toHaveLength(MOST_PICTURES);
    expect(many.tiles[0]?.height).toBe(180);
  });

  it("are told of in JSON, and nonsense tells of nobody", () => {
    expect(parseNews(JSON.stringify(news))).toEqual(news);
    for (const odd of ["", "null", "[]", '{"people":1,"slots":[]}', new ArrayBuffer(2)]) {
      expect(parseNews(odd)).toBeNull();
    }
  });
});
