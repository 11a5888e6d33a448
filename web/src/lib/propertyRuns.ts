/** How often the property tests try; `FAST_CHECK_RUNS=50` tries fifty times as often. */
export function runs(usual: number): number {
  const factor = Number(process.env["FAST_CHECK_RUNS"] ?? 1);
  return Math.max(1, Math.round(usual * factor));
}
