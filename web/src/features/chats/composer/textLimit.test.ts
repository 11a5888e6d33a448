import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { runs } from "@/lib/propertyRuns";
import { TEXT_MAX_BYTES, textRoom } from "./textLimit";

const bytes = (text: string) => new TextEncoder().encode(text).length;

describe("textRoom", () => {
  it("takes exactly what the server takes", () => {
    const around = fc
      .tuple(fc.constantFrom("a", "я", "→", "😀"), fc.integer({ min: -3, max: 3 }), fc.string())
      .map(([char, more, tail]) => {
        const times = Math.floor((TEXT_MAX_BYTES - bytes(tail)) / bytes(char)) + more;
        return char.repeat(times) + tail;
      });
    fc.assert(
      fc.property(around, (text) => {
        expect(textRoom(text).kind === "over").toBe(bytes(text) > TEXT_MAX_BYTES);
      }),
      { numRuns: runs(50) },
    );
  });

  it("says how many characters must go, no more and no less", () => {
    const text = "😀".repeat(TEXT_MAX_BYTES / 4 - 1) + "яяяяя";
    const room = textRoom(text);
    expect(room).toEqual({ kind: "over", characters: 3 });
    const characters = Array.from(text);
    expect(textRoom(characters.slice(0, -3).join("")).kind).not.toBe("over");
    expect(textRoom(characters.slice(0, -2).join("")).kind).toBe("over");
  });

  it("counts along only near the end", () => {
    expect(textRoom("привет")).toEqual({ kind: "plenty" });
    expect(textRoom("a".repeat(TEXT_MAX_BYTES - 10))).toEqual({ kind: "little", characters: 10 });
    expect(textRoom("я".repeat(TEXT_MAX_BYTES / 2 - 10))).toEqual({
      kind: "little",
      characters: 10,
    });
  });
});
