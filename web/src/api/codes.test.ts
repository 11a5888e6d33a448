import { describe, expect, it } from "vitest";

import { en } from "@/i18n/en";
import { ru } from "@/i18n/ru";
import { errorCodes } from "./codes";
import openapi from "./openapi.json";

describe("error codes", () => {
  it("are those that the server describes", () => {
    expect([...errorCodes].sort()).toEqual([...openapi.components.schemas.ErrorCode.enum].sort());
  });

  it.each([
    ["Russian", ru],
    ["English", en],
  ])("have a text each in %s", (_language, { errors }) => {
    const texts: Partial<Record<string, string>> = errors.code;
    expect(errorCodes.filter((code) => texts[code] === undefined)).toEqual([]);
  });
});
