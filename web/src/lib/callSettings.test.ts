import { describe, expect, it } from "vitest";

import { callSettingsOf, withCallSettings } from "./callSettings";

describe("what a person wants of calls", () => {
  it.each([{}, { calls: null }, { calls: 7 }, { calls: { waiting: "no", relayOnly: 1 } }])(
    "is the usual for %o",
    (settings) => {
      expect(callSettingsOf(settings)).toEqual({ waiting: true, relayOnly: false });
    },
  );

  it("is kept beside the rest", () => {
    const kept = withCallSettings({ appearance: { theme: "dark" } }, { waiting: false });
    expect(kept).toEqual({
      appearance: { theme: "dark" },
      calls: { waiting: false, relayOnly: false },
    });
    expect(callSettingsOf(withCallSettings(kept, { relayOnly: true }))).toEqual({
      waiting: false,
      relayOnly: true,
    });
  });
});
