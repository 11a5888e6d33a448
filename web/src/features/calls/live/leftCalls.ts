/**
 * What this tab remembers of its calls, so that a reload goes on with them. Kept in the tab's own storage, which
 * ends with the tab: whoever closes it does not come back.
 */
import type { CallId, UserId } from "@/api/types";
import type { Resumption } from "./callSession";

export interface LeftCall extends Resumption {
  callId: CallId;
}

export interface LeftCalls {
  /** The one on the screen first. */
  calls: LeftCall[];
  /** Whom a call was on its way to: the server may know of it, but had not said so yet. */
  placing: UserId | null;
  /** The page went away and took leave; else it crashed, or this tab is a copy of one that goes on. */
  parted: boolean;
}

const STORAGE_KEY = "zvonilka.calls.left";
const NOTHING: LeftCalls = { calls: [], placing: null, parted: false };

export function rememberCalls(left: LeftCalls, storage: Storage = sessionStorage): void {
  try {
    if (left.calls.length === 0 && left.placing === null) storage.removeItem(STORAGE_KEY);
    else storage.setItem(STORAGE_KEY, JSON.stringify(left));
  } catch {
    // Storage is full or forbidden: a reload then offers to go on instead of doing it.
  }
}

/** What was remembered; only once. */
export function recallCalls(storage: Storage = sessionStorage): LeftCalls {
  try {
    const text = storage.getItem(STORAGE_KEY);
    storage.removeItem(STORAGE_KEY);
    const stored: unknown = JSON.parse(text ?? "null");
    if (typeof stored !== "object" || stored === null || !("calls" in stored)) return NOTHING;
    const { calls } = stored;
    if (!Array.isArray(calls)) return NOTHING;
    const parted = "parted" in stored && stored.parted === true;
    const placing =
      "placing" in stored && typeof stored.placing === "string" ? stored.placing : null;
    return { calls: calls.filter(isLeftCall), placing, parted };
  } catch {
    return NOTHING;
  }
}

function isLeftCall(value: unknown): value is LeftCall {
  if (typeof value !== "object" || value === null) return false;
  const { callId, muted, camera, held } = value as Record<string, unknown>;
  return typeof callId === "string" && [muted, camera, held].every((it) => typeof it === "boolean");
}
