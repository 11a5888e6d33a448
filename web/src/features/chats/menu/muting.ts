/** How long a chat can be kept silent. */
export const muteChoices = ["hour", "eightHours", "week", "forever"] as const;
export type MuteChoice = (typeof muteChoices)[number];

const HOUR = 60 * 60_000;
const LENGTHS: Record<Exclude<MuteChoice, "forever">, number> = {
  hour: HOUR,
  eightHours: 8 * HOUR,
  week: 7 * 24 * HOUR,
};

/** For always is a moment that nobody lives to see; every clock and database can hold it. */
export const FOREVER = "2999-12-31T00:00:00.000Z";

/** The moment at which it ends; `serverNow` in milliseconds. */
export function mutedUntil(choice: MuteChoice, serverNow: number): string {
  return choice === "forever" ? FOREVER : new Date(serverNow + LENGTHS[choice]).toISOString();
}

/** Muted for always, as against until a moment worth telling. */
export function isMutedForever(until: string, serverNow: number): boolean {
  return Date.parse(until) - serverNow > 50 * 365 * 24 * HOUR;
}
