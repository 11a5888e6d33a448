/** Names of files in words. */

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
