/** Times of the chat list and the day lines, in words by the locale. */
import { timeOf } from "@/lib/moments";

const DAY = 24 * 60 * 60_000;

export type ListTime = { kind: "yesterday" } | { kind: "text"; text: string };

/** Today's are clock times, this week's are weekdays, older ones are dates. */
export function listTime(at: number, now: number, locale: string): ListTime {
  const days = calendarDays(at, now);
  if (days <= 0) return { kind: "text", text: timeOf(at, locale) };
  if (days === 1) return { kind: "yesterday" };
  return { kind: "text", text: new Intl.DateTimeFormat(locale, shape(at, now, days)).format(at) };
}

function shape(at: number, now: number, days: number): Intl.DateTimeFormatOptions {
  if (days < 7) return { weekday: "short" };
  return sameYear(at, now)
    ? { day: "numeric", month: "short" }
    : { day: "2-digit", month: "2-digit", year: "2-digit" };
}

export type DayName = { kind: "today" } | { kind: "yesterday" } | { kind: "date"; text: string };

/** What stands above a day's messages. */
export function dayName(at: number, now: number, locale: string): DayName {
  const days = calendarDays(at, now);
  if (days === 0) return { kind: "today" };
  if (days === 1) return { kind: "yesterday" };
  const text = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    ...(days > 1 && days < 7 ? { weekday: "long" } : {}),
    ...(sameYear(at, now) ? {} : { year: "numeric" }),
  }).format(at);
  return { kind: "date", text };
}

/** "0:42", "12:05", "1:02:33". */
export function clockDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3600);
  const [minutes = 0, rest = 0] = parts;
  const tail = String(rest).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** The local midnight that begins a day written as `2026-03-12`; `null` when it is none. */
export function startOfLocalDay(day: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (match === null) return null;
  const [year, month, date] = match.slice(1).map(Number) as [number, number, number];
  const start = new Date(year, month - 1, date);
  return start.getMonth() === month - 1 && start.getDate() === date ? start : null;
}

/** A local day as date inputs want it. */
export function dayInputValue(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function calendarDays(at: number, now: number): number {
  const start = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0);
  // Rounded: days on which the clocks change are shorter or longer.
  return Math.round((start(now) - start(at)) / DAY);
}

function sameYear(a: number, b: number): boolean {
  return new Date(a).getFullYear() === new Date(b).getFullYear();
}
