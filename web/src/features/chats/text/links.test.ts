import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { linkAt } from "./links";

const links = (text: string) =>
  Array.from({ length: text.length }, (_, index) => linkAt(text, index)?.text).filter(
    (link) => link !== undefined,
  );

describe("addresses", () => {
  it("stand in the text as they are shown, and lead to the web only", () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("https://", "http://a.ru", "www.", ".", ")", "(", "javascript:", " ", "\n"),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        for (let index = 0; index < text.length; index++) {
          const link = linkAt(text, index);
          if (link === null) continue;
          expect(text.startsWith(link.text, index)).toBe(true);
          expect(link.href).toMatch(/^https?:\/\/[^/]/);
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
    expect(linkAt("www.example.org", 0)).toEqual({
      text: "www.example.org",
      href: "https://www.example.org/",
    });
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
