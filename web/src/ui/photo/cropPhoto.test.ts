import { describe, expect, it } from "vitest";

import { PHOTO_EDGE, photoEdge } from "./cropPhoto";

describe("photoEdge", () => {
  it("never asks for more pixels than were cut, nor for more than are kept", () => {
    expect(photoEdge({ x: 0, y: 0, width: 300.4, height: 300.4 })).toBe(300);
    expect(photoEdge({ x: 10, y: 10, width: 4000, height: 4000 })).toBe(PHOTO_EDGE);
  });

  it("is at least one pixel", () => {
    expect(photoEdge({ x: 0, y: 0, width: 0.2, height: 0.2 })).toBe(1);
  });
});
