/**
 * Remembers, across reloads, that this device's choice has not reached the account: until it has,
 * the account's older choice must not undo it.
 */
import { randomId } from "@/lib/ids";
import type { UserId } from "@/api/types";

const STORAGE_KEY = "zvonilka.appearance.unsaved";

/** Returns what `clearUnsaved` wants: a newer change stays marked. */
export function markUnsaved(userId: UserId): string {
  const mark = `${userId} ${randomId()}`;
  localStorage.setItem(STORAGE_KEY, mark);
  return mark;
}

export function clearUnsaved(mark: string): void {
  if (localStorage.getItem(STORAGE_KEY) === mark) localStorage.removeItem(STORAGE_KEY);
}

export function isUnsaved(userId: UserId): boolean {
  return localStorage.getItem(STORAGE_KEY)?.startsWith(`${userId} `) ?? false;
}
