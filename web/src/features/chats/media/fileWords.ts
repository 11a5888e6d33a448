/** Sizes and times of files in words. */

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** "820 B", "1.4 MB", by the locale. */
export function sizeText(bytes: number, locale: string): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: UNITS[unit] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  }).format(value);
}

/** What stands in a document's icon: "PDF", "TAR.GZ" is too long for it. */
export function extensionOf(name: string): string {
  const extension = /\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1];
  return extension?.toUpperCase() ?? "";
}

/** A long name keeps its end, which tells what it is. */
export function shortName(name: string, most = 48): string {
  if (name.length <= most) return name;
  const end = name.slice(-Math.floor(most / 3));
  return `${name.slice(0, most - end.length - 1)}…${end}`;
}
