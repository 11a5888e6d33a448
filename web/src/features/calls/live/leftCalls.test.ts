import { describe, expect, it } from "vitest";

import { recallCalls, rememberCalls } from "./leftCalls";

const CALL = { callId: "c1", muted: true, camera: false, held: false };

describe("the calls of a tab", () => {
  it("are recalled once, as they were left", () => {
    rememberCalls({ calls: [CALL], parted: true });
    expect(recallCalls()).toEqual({ calls: [CALL], parted: true });
    expect(recallCalls()).toEqual({ calls: [], parted: false });
  });

  it("are forgotten when there are none", () => {
    rememberCalls({ calls: [CALL], parted: true });
    rememberCalls({ calls: [], parted: true });
    expect(recallCalls().calls).toEqual([]);
  });

  it.each(["{", "null", "[]", '{"calls":7}', '{"calls":[{"callId":7}]}'])("survive %s", (text) => {
    sessionStorage.setItem("zvonilka.calls.left", text);
    expect(recallCalls().calls).toEqual([]);
  });
});
