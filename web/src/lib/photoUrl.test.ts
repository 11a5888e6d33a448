import { describe, expect, it } from "vitest";

import { serverUrl } from "./env";
import { photoUrl } from "./photoUrl";

describe("photoUrl", () => {
  it("takes the small picture for lists and the whole one for profiles", () => {
    expect(photoUrl("/api/files/1", 44)).toBe(serverUrl("/api/files/1/thumbnail?size=128"));
    expect(photoUrl("/api/files/1", 120)).toBe(serverUrl("/api/files/1"));
  });

  it("leaves alone what is not the server's, and knows of nothing", () => {
    expect(photoUrl("blob:here", 44)).toBe("blob:here");
    expect(photoUrl(null, 44)).toBeNull();
    expect(photoUrl(undefined, 120)).toBeNull();
  });
});
