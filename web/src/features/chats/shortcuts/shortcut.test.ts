import { describe, expect, it } from "vitest";

import { shortcutOf, type KeyPress } from "./shortcut";

const press = (change: Partial<KeyPress>): KeyPress => ({
  key: "",
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...change,
});

describe("shortcutOf", () => {
  it("finds Ctrl-K by the key's place, on any layout and while typing", () => {
    expect(shortcutOf(press({ key: "л", code: "KeyK", ctrlKey: true }), true)).toBe("search");
    expect(shortcutOf(press({ key: "k", code: "KeyK", metaKey: true }), false)).toBe("search");
  });

  it("finds in the chat by Ctrl-F, on any layout", () => {
    expect(shortcutOf(press({ key: "а", code: "KeyF", ctrlKey: true }), true)).toBe("find");
    expect(shortcutOf(press({ key: "f", code: "KeyF" }), false)).toBeNull();
  });

  it("leaves the keys of text to the text", () => {
    for (const key of ["/", "?"])
      expect(shortcutOf(press({ key, code: "Slash" }), true)).toBeNull();
    expect(shortcutOf(press({ key: "/", code: "Slash" }), false)).toBe("compose");
    expect(shortcutOf(press({ key: ".", code: "Slash" }), false)).toBe("compose");
    expect(shortcutOf(press({ key: "?", code: "Digit7", shiftKey: true }), false)).toBe("help");
  });

  it("lets the browser's own combinations through", () => {
    expect(
      shortcutOf(press({ key: "K", code: "KeyK", ctrlKey: true, shiftKey: true }), false),
    ).toBeNull();
    expect(shortcutOf(press({ key: "/", code: "Slash", altKey: true }), false)).toBeNull();
  });

  it("takes Escape everywhere", () => {
    expect(shortcutOf(press({ key: "Escape", code: "Escape" }), true)).toBe("escape");
  });
});
