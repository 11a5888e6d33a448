/** The quietest that a bar shows, in decibels: the noise of a room is below it. */
const QUIETEST_DB = -50;
/** A loud voice fills the bar. */
const LOUDEST_DB = -10;

/** The part of a bar that a loudness fills, both 0 to 1: ears hear in decibels. */
export function barOf(level: number): number {
  const decibels = 20 * Math.log10(Math.max(level, 1e-6));
  return Math.min(1, Math.max(0, (decibels - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)));
}
