import { describe, expect, it } from "vitest";

import { snippetOf } from "./snippet";

const marked = (text: string, highlights: [number, number][]): string =>
  snippetOf(text, highlights)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join("");

describe("snippetOf", () => {
  it("marks the words that were found", () => {
    expect(
      marked("мы едем на дачу завтра", [
        [3, 7],
        [11, 15],
      ]),
    ).toBe("мы [едем] на [дачу] завтра");
    expect(marked("no marks", [])).toBe("no marks");
  });

  it("begins shortly before the first one and ends before it gets long", () => {
    const text = `${"слово ".repeat(50)}дача${" дальше".repeat(60)}`;
    const begin = text.indexOf("дача");
    const shown = marked(text, [[begin, begin + 4]]);
    expect(shown).toMatch(/^…слово .*\[дача\] дальше.*…$/u);
    expect(shown.length).toBeLessThan(200);
  });

  it("survives marks that overlap or lie beyond the text", () => {
    expect(
      marked("abc", [
        [0, 2],
        [1, 3],
        [5, 9],
      ]),
    ).toBe("[ab][c]");
  });
});
