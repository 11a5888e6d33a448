import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { completeMention, insert, mentionStart, toggleFormat, type Format } from "./editText";

/** `[` and `]` stand for the selection. */
function marked(text: string) {
  return {
    text: text.replace(/[[\]]/g, ""),
    start: text.indexOf("["),
    end: text.indexOf("]") - 1,
  };
}

describe("formatting", () => {
  it.each([
    ["bold", "да [нет]", "да **[нет]**"],
    ["italic", "[нет] да", "_[нет]_ да"],
    ["code", "a[]b", "a`[]`b"],
    ["code", "x\n[a\nb]", "x\n```\n[a\nb]\n```"],
    ["quote", "а\nб[б\nв]", "а\n[> бб\n> в]"],
  ] satisfies [Format, string, string][])("%s: %j becomes %j", (format, before, after) => {
    expect(toggleFormat(marked(before), format)).toEqual(marked(after));
  });

  it("twice leaves the words as they were", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "б", " ") }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom<Format>("bold", "italic", "strike", "code", "spoiler", "quote"),
        (text, a, b, format) => {
          const [start = 0, end = 0] = [a, b]
            .map((n) => n % (text.length + 1))
            .sort((x, y) => x - y);
          const once = toggleFormat({ text, start, end }, format);
          expect(toggleFormat(once, format).text).toBe(text);
        },
      ),
    );
  });
});

describe("a mention", () => {
  it("begins with an @ that belongs to no word", () => {
    expect(mentionStart(marked("Привет, @Ан[]"))).toEqual({ at: 8, query: "ан" });
    expect(mentionStart(marked("@[]"))).toEqual({ at: 0, query: "" });
    for (const text of ["почта@[]", "@анна [] ", "[@а]", "нет[]"]) {
      expect(mentionStart(marked(text))).toBeNull();
    }
  });

  it("is completed in place", () => {
    const written = marked("И @ан[], да");
    const begun = mentionStart(written);
    expect(begun && completeMention(written, begun, "anna")).toEqual(marked("И @anna [], да"));
  });
});

describe("an emoji", () => {
  it("takes the place of the selection", () => {
    expect(insert(marked("да [нет]!"), "🙂")).toEqual(marked("да 🙂[]!"));
  });
});
