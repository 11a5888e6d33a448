import type { TFunction } from "i18next";

/** "1:05", "1:02:03": as a clock shows it. */
export function clockText(ms: number): string {
  const { hours, minutes, seconds } = partsOf(ms);
  const tail = `${hours > 0 ? twoDigits(minutes) : String(minutes)}:${twoDigits(seconds)}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** "1 min 5 s": as people say it. */
export function durationText(ms: number, t: TFunction<"calls">): string {
  const { hours, minutes, seconds } = partsOf(ms);
  if (hours > 0) return t("duration.hours", { hours, minutes });
  if (minutes > 0) return t("duration.minutes", { minutes, seconds });
  return t("duration.seconds", { seconds });
}

function partsOf(ms: number): { hours: number; minutes: number; seconds: number } {
  const total = Math.max(0, Math.floor(ms / 1_000));
  return {
    hours: Math.floor(total / 3_600),
    minutes: Math.floor((total % 3_600) / 60),
    seconds: total % 60,
  };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
