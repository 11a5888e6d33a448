import { describe, expect, it } from "vitest";

import type { Call } from "@/api/types";
import { others, parseNews, type RoomNews } from "./room";

const call = {
  participants: [
    { participantId: "a", userId: "anna", sessionId: "1", state: "connected" },
    { participantId: "b", userId: "boris", sessionId: "2", state: "connected" },
    { participantId: "v", userId: "vera", state: "left" },
    { participantId: "g", userId: "gleb", sessionId: "4", state: "connecting", away: true },
  ],
} as unknown as Call;

const news: RoomNews = {
  people: [
    { participantId: "a", muted: false, camera: true, screen: false },
    { participantId: "b", muted: true, camera: true, screen: true },
  ],
  slots: [
    { mid: "2", participantId: "b" },
    { mid: "10", participantId: "b", picture: "camera" },
    { mid: "11", participantId: "b", picture: "screen" },
  ],
  speaker: "b",
};

describe("the people of a group call", () => {
  it("are those who hold a place, told of as far as the room has", () => {
    const [boris, gleb, ...rest] = others(call, news, "a");
    expect(rest).toEqual([]);
    expect(boris).toMatchObject({
      userId: "boris",
      muted: true,
      screen: true,
      pictures: { camera: "10", screen: "11" },
      here: true,
      away: false,
    });
    expect(boris?.speaking).toBe(false);
    expect(gleb).toMatchObject({
      userId: "gleb",
      here: false,
      camera: false,
      pictures: { camera: null, screen: null },
      away: true,
    });
    expect(others(call, null, "a").map(({ here }) => here)).toEqual([false, false]);
  });

  it("are told of in JSON, and nonsense tells of nobody", () => {
    expect(parseNews(JSON.stringify(news))).toEqual(news);
    for (const odd of ["", "null", "[]", '{"people":1,"slots":[]}', new ArrayBuffer(2)]) {
      expect(parseNews(odd)).toBeNull();
    }
  });
});
