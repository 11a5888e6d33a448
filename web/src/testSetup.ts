import "fake-indexeddb/auto";

import fc from "fast-check";

import { runs } from "@/lib/propertyRuns";

/** The same cases every time, so that a run that fails fails again. `FAST_CHECK_SEED=random` tries others. */
const seed = process.env["FAST_CHECK_SEED"] ?? "20261121";

fc.configureGlobal({
  numRuns: runs(100),
  ...(seed === "random" ? {} : { seed: Number(seed) }),
});
