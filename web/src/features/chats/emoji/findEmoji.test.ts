import { describe, expect, it } from "vitest";

import { emojiGroups, emojiName, emojiOf, findEmoji } from "./findEmoji";

const chars = (query: string) => findEmoji(query).map((emoji) => emoji.char);

describe("emoji", () => {
  it("are found in Russian and in English, whatever language the page speaks", () => {
    expect(chars("сердц")).toContain("❤️");
    expect(chars("heart")).toContain("❤️");
    expect(chars("ёлка")).toEqual(chars("елка"));
    expect(chars("красное сердце")[0]).toBe("❤️");
  });

  it("are not found by the middle of a word, nor by nothing", () => {
    expect(chars("ердц")).toEqual([]);
    expect(chars("  ")).toEqual([]);
  });

  it("have a name in both languages", () => {
    const [heart] = findEmoji("❤️");
    expect(heart && [emojiName(heart, "ru"), emojiName(heart, "en")]).toEqual([
      "алое сердце",
      "red heart",
    ]);
  });

  it("stand in groups, each once", () => {
    const every = emojiGroups.flatMap((group) => emojiOf(group).map((emoji) => emoji.char));
    expect(new Set(every).size).toBe(every.length);
    expect(every.length).toBeGreaterThan(1_500);
    expect(emojiOf("smileys")[0]?.char).toBe("😀");
  });
});
