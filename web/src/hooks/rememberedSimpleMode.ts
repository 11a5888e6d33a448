/**
 * What this device remembers of the account's simple mode, so that the page is simple from its first moment on and
 * without a network too. Only while it is on; it goes when the person signs out.
 */
import type { SimpleMode, UserId } from "@/api/types";

const STORAGE_KEY = "zvonilka.simpleMode";

interface Remembered {
  userId: UserId;
  mode: SimpleMode;
}

export function rememberSimpleMode(userId: UserId, mode: SimpleMode): void {
  if (!mode.enabled) {
    forgetSimpleMode();
    return;
  }
  const remembered: Remembered = { userId, mode: { ...mode, proposals: [] } };
  localStorage.setItem(STORAGE_KEY, JSON.stringify(remembered));
}

export function recallSimpleMode(userId: UserId): SimpleMode | undefined {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored === null) return undefined;
  try {
    const remembered = JSON.parse(stored) as Remembered;
    return remembered.userId === userId ? remembered.mode : undefined;
  } catch {
    return undefined;
  }
}

export function forgetSimpleMode(): void {
  localStorage.removeItem(STORAGE_KEY);
}
