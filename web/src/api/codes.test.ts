import { describe, expect, it } from "vitest";

import { resources } from "@/i18n";
import { errorCodes } from "./codes";
import openapi from "./openapi.json";

describe("error codes", () => {
  it("are those that the server describes", () => {
    expect([...errorCodes].sort()).toEqual([...openapi.components.schemas.ErrorCode.enum].sort());
  });

  it.each(["ru", "en"] as const)("have a text each in %s", (language) => {
    const texts: Partial<Record<string, string>> = resources[language].errors.code;
    expect(errorCodes.filter((code) => texts[code] === undefined)).toEqual([]);
  });
});
