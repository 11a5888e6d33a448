/** What the owner reads of a call: how it was for the one for whom it was worst. Pure. */
import type { CallQuality, CallReport, CallReportSide } from "@/api/types";

export type ReportFilter = "all" | "poor";

export interface CallVerdict {
  mark: CallQuality["mark"];
  /** For whom it was so, with its reason; `null` where nothing was wrong. */
  trouble: { side: CallReportSide; quality: CallQuality } | null;
}

const BADNESS: Record<CallQuality["mark"], number> = { good: 0, fair: 1, poor: 2 };

/** `null` where nobody told how it was. */
export function verdictOf(report: CallReport): CallVerdict | null {
  const told = report.sides.flatMap((side) =>
    side.quality == null ? [] : [{ side, quality: side.quality }],
  );
  const [first, ...others] = told;
  if (first === undefined) return null;
  const worst = others.reduce(
    (worse, next) => (BADNESS[next.quality.mark] > BADNESS[worse.quality.mark] ? next : worse),
    first,
  );
  const { mark } = worst.quality;
  return { mark, trouble: mark === "good" ? null : worst };
}
