import { describe, expect, it } from "vitest";

import { textOf } from "./shared";

describe("what another app shared becomes one text", () => {
  it.each([
    [{ title: "", text: "", url: "" }, ""],
    [{ title: "Рецепт", text: "", url: "https://a.example/1" }, "Рецепт\nhttps://a.example/1"],
    // Android's browsers put the address into the text.
    [{ title: "Рецепт", text: "https://a.example/1", url: "" }, "Рецепт\nhttps://a.example/1"],
    [
      { title: "Рецепт", text: "Рецепт блинов https://a.example/1", url: "https://a.example/1" },
      "Рецепт блинов https://a.example/1",
    ],
    [{ title: " ", text: " Привет ", url: "" }, "Привет"],
  ])("%j", (shared, text) => expect(textOf(shared)).toBe(text));
});
