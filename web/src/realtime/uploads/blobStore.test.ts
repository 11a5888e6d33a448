import { expect, it } from "vitest";

import { createBlobStore, MAX_KEPT_BYTES, type KeptFile } from "./blobStore";

const file = (localId: string, part: Partial<KeptFile> = {}): KeptFile => ({
  localId,
  blob: new Blob([localId]),
  poster: null,
  uploadId: null,
  keptAtMs: 0,
  ...part,
});

it("remembers files and their uploads across pages, until they are forgotten", async () => {
  const first = createBlobStore("anna");
  await first.keep(file("a"));
  await first.begun("a", "upload");
  const second = createBlobStore("anna");
  expect(await second.read("a")).toMatchObject({ localId: "a", uploadId: "upload" });
  await second.forget(["a"]);
  expect(await first.read("a")).toBeNull();
  await first.begun("a", "late");
  expect(await first.read("a")).toBeNull();
});

it("has a bound for all together", async () => {
  const store = createBlobStore("boris");
  const huge = new Blob(["x"]);
  Object.defineProperty(huge, "size", { value: MAX_KEPT_BYTES });
  await store.keep(file("a"));
  const refused = { failure: { kind: "deviceFull" } };
  await expect(store.keep(file("b", { blob: huge }))).rejects.toMatchObject(refused);
  expect(await store.read("b")).toBeNull();
});

it("forgets after a day what no message speaks of", async () => {
  const store = createBlobStore("vera");
  for (const id of ["wanted", "left", "fresh"]) {
    await store.keep(file(id, { keptAtMs: id === "fresh" ? 100_000_000 : 0 }));
  }
  await store.forgetLeftovers(new Set(["wanted"]), 100_000_000);
  expect(await store.read("wanted")).not.toBeNull();
  expect(await store.read("left")).toBeNull();
  expect(await store.read("fresh")).not.toBeNull();
});

it("leaves nothing behind when it is destroyed", async () => {
  const store = createBlobStore("olga");
  await store.keep(file("a"));
  await store.destroy();
  expect(await createBlobStore("olga").read("a")).toBeNull();
});
