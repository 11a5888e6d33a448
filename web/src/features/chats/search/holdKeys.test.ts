import { afterEach, describe, expect, it } from "vitest";

import { holdKeys } from "./holdKeys";

describe("holdKeys", () => {
  let release = (): void => undefined;
  afterEach(() => release());

  function hold() {
    const state: { text: string | null; others: string[] } = { text: "", others: [] };
    const field = document.body.appendChild(document.createElement("textarea"));
    field.addEventListener("keydown", ({ key }) => state.others.push(key));
    const letGo = holdKeys((edit) => {
      if (state.text !== null) state.text = edit(state.text);
    });
    release = () => {
      letGo();
      field.remove();
    };
    const press = (key: string, more: KeyboardEventInit = {}): boolean =>
      field.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }),
      );
    return { state, field, press, letGo };
  }

  it("keeps what is typed from where the focus still is", () => {
    const { state, press } = hold();
    for (const key of ["С", "е", "н", "Backspace", "м", "Shift", "Enter", "ArrowUp"]) {
      expect(press(key)).toBe(false);
    }
    expect(state).toEqual({ text: "Сем", others: [] });
    press("Escape");
    expect(state.text).toBeNull();
  });

  it("holds what is pasted and letters of the right Alt key", () => {
    const { state, field, press } = hold();
    expect(press("v", { ctrlKey: true })).toBe(true);
    const pasted = new InputEvent("beforeinput", { data: "5 ", bubbles: true, cancelable: true });
    expect(field.dispatchEvent(pasted)).toBe(false);
    press("€", { ctrlKey: true, altKey: true, modifierAltGraph: true });
    expect(state).toEqual({ text: "5 €", others: [] });
  });

  it("gives the browser its own keys, but not ours when they are held", () => {
    const { state, press } = hold();
    expect(press("F5")).toBe(true);
    expect(press("k", { ctrlKey: true, code: "KeyK" })).toBe(false);
    expect(state.text).toBe("");
  });

  it("leaves what was waited for alone, and everything once it is let go", () => {
    const { state, field, press, letGo } = hold();
    const dialog = document.body.appendChild(document.createElement("div"));
    dialog.setAttribute("role", "dialog");
    dialog.append(field);
    expect(press("а")).toBe(true);
    dialog.replaceWith(field);
    letGo();
    expect(press("б")).toBe(true);
    expect(state).toEqual({ text: "", others: ["а", "б"] });
  });
});
