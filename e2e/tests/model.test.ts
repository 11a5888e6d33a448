/** Whatever happens to lines, pages and the server, every device ends up showing what the server holds. */
import { describe, it } from "node:test";
import { check } from "../model/check.ts";

describe("the client against a real server", () => {
  for (const seed of [4, 20, 31]) {
    it(`shows the truth after a random course of events, seed ${seed}`, () =>
      check({ seed, rounds: 3, steps: 40 }));
  }
});
