import { describe, expect, it } from "vitest";

import { testUser } from "../testChats";
import { refusedNames } from "./refused";
import { titleProblem } from "./titleRules";

describe("titleProblem", () => {
  it("wants a name of at most 128 characters, counted as people count them", () => {
    expect(titleProblem("  ")).toBe("nameRequired");
    expect(titleProblem("Дача")).toBeNull();
    expect(titleProblem("🏡".repeat(128))).toBeNull();
    expect(titleProblem("🏡".repeat(129))).toBe("nameTooLong");
  });
});

describe("refusedNames", () => {
  it("names whom of the chosen the server refused", () => {
    const people = [testUser("anna", "Анна"), testUser("boris", "Борис")];
    expect(refusedNames(["boris", "somebody"], people)).toEqual(["Борис"]);
    expect(refusedNames([], people)).toEqual([]);
  });
});
