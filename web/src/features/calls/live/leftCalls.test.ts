import { describe, expect, it } from "vitest";

import { recallCalls, rememberCalls } from "./leftCalls";

const CALL = { callId: "c1", muted: true, camera: false, held: false };

describe("the calls of a tab", () => {
  it("are recalled once, as they were left", () => {
    rememberCalls({ calls: [CALL], placing: null, parted: true });
    expect(recallCalls()).toEqual({ calls: [CALL], placing: null, parted: true });
    expect(recallCalls()).toEqual({ calls: [], placing: null, parted: false });
  });

  it("are recalled with the one that was on its way", () => {
    rememberCalls({ calls: [], placing: "boris", parted: true });
    expect(recallCalls()).toEqual({ calls: [], placing: "boris", parted: true });
  });

  it("are forgotten when there are none", () => {
    rememberCalls({ calls: [CALL], placing: null, parted: true });
    rememberCalls({ calls: [], placing: null, parted: true });
    expect(recallCalls().calls).toEqual([]);
  });

  it.each([
    "{",
    "null",
    "[]",
    '{"calls":7}',
    '{"calls":[{"callId":7}]}',
    '{"calls":[],"placing":7}',
  ])("survive %s", (text) => {
    sessionStorage.setItem("zvonilka.calls.left", text);
    expect(recallCalls()).toMatchObject({ calls: [], placing: null });
  });
});
