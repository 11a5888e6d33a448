import { describe, expect, it } from "vitest";

import { invalidFields } from "./fieldErrors";

describe("invalidFields", () => {
  it("takes the codes of values and leaves those of the whole request", () => {
    const errors = { password: ["too_common"], login: ["login_taken"], future: ["no_such_code"] };
    expect(
      invalidFields({ kind: "problem", status: 422, code: "validation_failed", errors }),
    ).toEqual({ password: "too_common" });
  });

  it("finds nothing where the server said nothing", () => {
    expect(invalidFields({ kind: "network" })).toEqual({});
    expect(invalidFields({ kind: "problem", status: 500, code: "internal" })).toEqual({});
  });
});
