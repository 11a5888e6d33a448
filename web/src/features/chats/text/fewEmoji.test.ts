import { describe, expect, it } from "vitest";

import { fewEmoji } from "./fewEmoji";

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
