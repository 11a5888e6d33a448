import { expect, it } from "vitest";

import { extensionOf, shortName, sizeText } from "./fileWords";

it("says sizes as people do", () => {
  const plain = (bytes: number) => sizeText(bytes, "en").replace(/\s/gu, " ");
  expect(plain(0)).toBe("0 byte");
  expect(plain(820)).toBe("820 byte");
  expect(plain(1_500)).toBe("1.5 kB");
  expect(plain(1_468_006)).toBe("1.4 MB");
  expect(plain(52_428_800)).toBe("50 MB");
  expect(plain(5 * 1024 ** 4)).toBe("5,120 GB");
});

it("finds the ending that tells what a file is", () => {
  expect(extensionOf("Договор аренды.pdf")).toBe("PDF");
  expect(extensionOf("archive.tar.gz")).toBe("GZ");
  expect(extensionOf("README")).toBe("");
  expect(extensionOf("odd.verylongending")).toBe("");
});

it("shortens a name in its middle", () => {
  const name = `${"отчёт ".repeat(20)}.xlsx`;
  expect(shortName(name)).toHaveLength(48);
  expect(shortName(name).endsWith(".xlsx")).toBe(true);
  expect(shortName("a.txt")).toBe("a.txt");
});
