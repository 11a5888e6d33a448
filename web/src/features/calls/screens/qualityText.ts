import type { TFunction } from "i18next";

import type { CallQuality } from "@/api/types";
import { percentOf } from "@/lib/thousandths";

export interface QualityFacts {
  mark: CallQuality["mark"];
  cause?: CallQuality["cause"];
  lossIn: number;
  lossOut: number;
  rttMs: number | null;
}

/** "The connection is poor: …": the mark and its reason, in words. */
export function qualityText(quality: QualityFacts, t: TFunction<"calls">): string {
  const mark = t(`quality.${quality.mark}`);
  const cause = causeText(quality, t);
  return cause === null ? mark : t("quality.because", { mark, cause });
}

/** What one can do about it; `null` where there is nothing to do. */
export function remedyText({ cause }: QualityFacts, t: TFunction<"calls">): string | null {
  switch (cause) {
    case "lossIn":
    case "lossOut":
    case "jitter":
      return t("quality.remedy.network");
    case "delay":
      return t("quality.remedy.delay");
    case "device":
      return t("quality.remedy.device");
    case "silence":
      return t("quality.remedy.silence");
    case null:
    case undefined:
      return null;
  }
}

function causeText(quality: QualityFacts, t: TFunction<"calls">): string | null {
  const { cause, lossIn, lossOut, rttMs } = quality;
  switch (cause) {
    case "lossIn":
      return t("quality.cause.lossIn", { percent: percentOf(lossIn) });
    case "lossOut":
      return t("quality.cause.lossOut", { percent: percentOf(lossOut) });
    case "delay":
      return t("quality.cause.delay", { ms: rttMs ?? 0 });
    case "jitter":
    case "device":
    case "silence":
      return t(`quality.cause.${cause}`);
    case null:
    case undefined:
      return null;
  }
}
