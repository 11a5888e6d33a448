import { beforeEach, describe, expect, it } from "vitest";

import type { SimpleMode } from "@/api/types";
import { forgetSimpleMode, recallSimpleMode, rememberSimpleMode } from "./rememberedSimpleMode";

const ON: SimpleMode = { enabled: true, people: [], proposals: [] };

beforeEach(() => localStorage.clear());

describe("what is remembered of simple mode", () => {
  it("is this person's alone", () => {
    rememberSimpleMode("anna", ON);
    expect(recallSimpleMode("anna")).toEqual(ON);
    expect(recallSimpleMode("boris")).toBeUndefined();
  });

  it("is nothing while it is off, after signing out, and when it cannot be read", () => {
    rememberSimpleMode("anna", ON);
    rememberSimpleMode("anna", { ...ON, enabled: false });
    expect(localStorage.length).toBe(0);
    rememberSimpleMode("anna", ON);
    forgetSimpleMode();
    expect(recallSimpleMode("anna")).toBeUndefined();
    localStorage.setItem("zvonilka.simpleMode", "{");
    expect(recallSimpleMode("anna")).toBeUndefined();
  });
});
