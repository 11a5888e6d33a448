import { describe, expect, it } from "vitest";

import type { LinkPreview } from "@/api/types";
import { cardPicture, cardTarget } from "./linkShape";

const preview = (change: Partial<LinkPreview>): LinkPreview => ({
  url: "https://www.example.org/a",
  title: "Борщ",
  ...change,
});

describe("cardPicture", () => {
  const imageUrl = "/api/files/1";
  it("spreads what is wide enough, and puts everything else beside the words", () => {
    expect(cardPicture(preview({}))).toEqual({ kind: "none" });
    expect(cardPicture(preview({ imageUrl, imageWidth: 640, imageHeight: 320 }))).toEqual({
      kind: "wide",
      url: imageUrl,
      aspect: 2,
    });
    const beside = (imageWidth: number, imageHeight: number): string =>
      cardPicture(preview({ imageUrl, imageWidth, imageHeight })).kind;
    expect([beside(640, 640), beside(320, 640), beside(100, 50), beside(0, 0)]).toEqual(
      Array(4).fill("beside"),
    );
    expect(cardPicture(preview({ imageUrl })).kind).toBe("beside");
  });

  it("never becomes a thin line", () => {
    const banner = cardPicture(preview({ imageUrl, imageWidth: 640, imageHeight: 20 }));
    expect(banner).toMatchObject({ kind: "wide", aspect: 2.5 });
  });
});

describe("cardTarget", () => {
  it("names the site, or else its host", () => {
    expect(cardTarget(preview({ siteName: "Кухня" }))?.site).toBe("Кухня");
    expect(cardTarget(preview({}))).toEqual({
      href: "https://www.example.org/a",
      site: "example.org",
    });
  });

  it("leads nowhere but to the web", () => {
    for (const url of [
      "javascript:alert(1)",
      "data:text/html,x",
      "ftp://example.org",
      "nonsense",
    ]) {
      expect(cardTarget(preview({ url }))).toBeNull();
    }
  });
});
