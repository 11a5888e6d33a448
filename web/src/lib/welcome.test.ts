import { expect, test } from "vitest";

import { BEGUN, stageAfter, welcomeOf, welcomeStages, withWelcome } from "./welcome";

test("who has just registered begins with the first screen, and goes through all of them once", () => {
  let settings: Record<string, unknown> = { ...BEGUN, appearance: { theme: "dark" } };
  const seen = [];
  for (let stage = welcomeOf(settings); stage !== null; stage = welcomeOf(settings)) {
    seen.push(stage);
    settings = withWelcome(settings, stageAfter(stage));
  }
  expect(seen).toEqual(welcomeStages);
  expect(settings["appearance"]).toEqual({ theme: "dark" });
});

test("an account that was made elsewhere, or by another version, is asked nothing", () => {
  expect(welcomeOf({})).toBeNull();
  expect(welcomeOf({ welcome: "done" })).toBeNull();
  expect(welcomeOf({ welcome: { stage: 7 } })).toBeNull();
});
