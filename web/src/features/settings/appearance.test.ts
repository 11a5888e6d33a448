import { describe, expect, it } from "vitest";

import { appearanceOf, withAppearance } from "./appearance";
import { clearUnsaved, isUnsaved, markUnsaved } from "./unsavedAppearance";

describe("appearanceOf", () => {
  it("takes what it knows and ignores the rest", () => {
    expect(appearanceOf({})).toEqual({});
    expect(appearanceOf({ appearance: "dark" })).toEqual({});
    expect(appearanceOf({ appearance: { theme: "sepia", language: "en" } })).toEqual({
      language: "en",
    });
  });

  it("reads back what it wrote, beside what others keep there", () => {
    const settings = withAppearance({ sounds: false }, { theme: "dark", language: "system" });
    expect(settings["sounds"]).toBe(false);
    expect(appearanceOf(settings)).toEqual({ theme: "dark", language: "system" });
  });
});

describe("unsaved appearance", () => {
  it("stays until the newest change of that person is saved", () => {
    const first = markUnsaved("anna");
    const second = markUnsaved("anna");
    clearUnsaved(first);
    expect(isUnsaved("anna")).toBe(true);
    clearUnsaved(second);
    expect(isUnsaved("anna")).toBe(false);
  });

  it("is nobody else's", () => {
    clearUnsaved(markUnsaved("anna"));
    markUnsaved("boris");
    expect(isUnsaved("anna")).toBe(false);
  });
});
