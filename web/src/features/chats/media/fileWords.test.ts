import { expect, it } from "vitest";

import { extensionOf, shortName } from "./fileWords";

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
