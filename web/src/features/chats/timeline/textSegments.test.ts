import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { fewEmoji, splitText } from "./textSegments";

const links = (text: string) =>
  splitText(text)
    .filter((segment) => segment.kind === "link")
    .map((segment) => segment.text);

describe("splitText", () => {
  it("loses and adds nothing, whatever is written", () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("https://", "http://a.ru", "www.", ".", ")", "(", "javascript:", " ", "\n"),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const segments = splitText(text);
        expect(segments.map((segment) => segment.text).join("")).toBe(text);
        for (const segment of segments) {
          if (segment.kind === "link") expect(segment.href).toMatch(/^https?:\/\/[^/]/);
        }
      }),
    );
  });

  it("leaves the sentence's punctuation out and an address's own brackets in", () => {
    expect(links("Смотри (https://zvon.example/a). Да?")).toEqual(["https://zvon.example/a"]);
    expect(links("https://ru.wikipedia.org/wiki/Кулич_(хлеб), вот")).toEqual([
      "https://ru.wikipedia.org/wiki/Кулич_(хлеб)",
    ]);
    expect(links("«https://a.ru/b?c=d#e»!")).toEqual(["https://a.ru/b?c=d#e"]);
  });

  it("completes www and touches nothing else", () => {
    expect(splitText("www.example.org")).toEqual([
      { kind: "link", text: "www.example.org", href: "https://www.example.org/" },
    ]);
    for (const text of [
      "javascript:alert(1)",
      "data:text/html,x",
      "ftp://a.ru",
      "xhttp://a.ru",
      "me@www.a.ru",
      "http://",
      "www.",
    ]) {
      expect(links(text)).toEqual([]);
    }
  });
});

describe("fewEmoji", () => {
  it("counts up to three, as people see them", () => {
    expect(fewEmoji("😍")).toBe(1);
    expect(fewEmoji(" 👍🏽 ❤️ ")).toBe(2);
    expect(fewEmoji("👨‍👩‍👧‍👦🇷🇺1️⃣")).toBe(3);
    expect(fewEmoji("😀😀😀😀")).toBeNull();
  });

  it("is not fooled by digits, words or nothing", () => {
    for (const text of ["", "  ", "12", "#", "да 😍", "©a"]) expect(fewEmoji(text)).toBeNull();
  });
});
