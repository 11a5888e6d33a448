import { expect, it } from "vitest";

import { parcels } from "./parcels";

const file = (name: string, mime: string) => ({ blob: new Blob(["x"]), name, mime });
const names = (...args: Parameters<typeof parcels>) =>
  parcels(...args).map((files) => files.map(({ name }) => name).join(""));

it("keeps pictures together and other files together, in their order", () => {
  const chosen = [
    file("a", "image/png"),
    file("b", "application/pdf"),
    file("c", "video/mp4"),
    file("d", "audio/mpeg"),
  ];
  expect(names(chosen)).toEqual(["ac", "bd"]);
});

it("makes messages of ten at most", () => {
  const chosen = Array.from({ length: 23 }, (_, index) =>
    file(String.fromCharCode(97 + index), "image/jpeg"),
  );
  expect(names(chosen)).toEqual(["abcdefghij", "klmnopqrst", "uvw"]);
});

it("makes nothing of nothing", () => {
  expect(names([])).toEqual([]);
});
