import { describe, expect, it } from "vitest";

import type { Call, CallGuest } from "@/api/types";
import { atTheDoor, namesOf, placesOf } from "./guests";
import { others } from "./room";

const guests: CallGuest[] = [
  { participantId: "w", name: "Вера", state: "waiting" },
  { participantId: "o", name: "Оля", state: "connected" },
  { participantId: "n", name: "Нина", state: "connecting", away: true },
  { participantId: "l", name: "Лев", state: "left" },
  { participantId: "r", name: "Рома", state: "removed" },
];
const call = {
  participants: [{ participantId: "a", userId: "anna", sessionId: "1", state: "connected" }],
  guests,
} as unknown as Call;

describe("the guests of a call", () => {
  it("have a place once they were let in, and none after", () => {
    expect(placesOf(call).map(({ participantId }) => participantId)).toEqual(["a", "o", "n"]);
    expect(others(call, null, "a")).toMatchObject([
      { participantId: "o", userId: "o", away: false },
      { participantId: "n", userId: "n", away: true },
    ]);
    expect(placesOf({ ...call, guests: undefined } as unknown as Call)).toHaveLength(1);
  });

  it("wait at the door until they are answered, and have names", () => {
    expect(atTheDoor(guests).map(({ name }) => name)).toEqual(["Вера"]);
    expect(namesOf(guests).get("o")).toBe("Оля");
  });
});
