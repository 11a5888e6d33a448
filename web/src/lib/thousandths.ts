/** Parts of a whole, as the server counts losses. */

/** Whole percents; less than one with its tenths. */
export function percentOf(thousandths: number): number {
  return thousandths < 10 ? thousandths / 10 : Math.round(thousandths / 10);
}
