/** Moments in words, by the locale. Callers pass the server's time as now. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long ago, as people say it: "5 minutes ago", "today at 14:05", "yesterday at 14:05",
 * "12 March", "12 March 2024". `null` when it is less than a minute, or in the future.
 */
export function momentAgo(at: number, now: number, locale: string): string | null {
  const elapsed = now - at;
  if (elapsed < MINUTE) return null;
  if (elapsed < HOUR) {
    const minutes = Math.floor(elapsed / MINUTE);
    return new Intl.RelativeTimeFormat(locale).format(-minutes, "minute");
  }
  const days = calendarDaysBetween(at, now);
  if (days <= 1) {
    const day = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-days, "day");
    return `${day}${AT[locale.slice(0, 2)] ?? ", "}${timeOf(at, locale)}`;
  }
  return dateOf(at, now, locale);
}

/** "12 March", with the year when it is another one. */
export function dateOf(at: number, now: number, locale: string): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(at);
}

/** "14:05". */
export function timeOf(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(at);
}

/** The word between day and time. */
const AT: Record<string, string> = { ru: " в ", en: " at " };

function calendarDaysBetween(at: number, now: number): number {
  // Rounded, since days on which the clocks change have 23 or 25 hours.
  return Math.round((startOfDay(now) - startOfDay(at)) / DAY);
}

function startOfDay(at: number): number {
  const date = new Date(at);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}
