import { expect, it } from "vitest";

import { sizeText } from "./sizes";

it("says sizes as people do", () => {
  const plain = (bytes: number) => sizeText(bytes, "en").replace(/\s/gu, " ");
  expect(plain(0)).toBe("0 byte");
  expect(plain(820)).toBe("820 byte");
  expect(plain(1_500)).toBe("1.5 kB");
  expect(plain(1_468_006)).toBe("1.4 MB");
  expect(plain(52_428_800)).toBe("50 MB");
  expect(plain(5 * 1024 ** 4)).toBe("5,120 GB");
});
