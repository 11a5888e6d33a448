import type { DeviceKind } from "@/api/frames";

/** What sort of device this is, for whoever calls it. */
export function deviceKind(
  userAgent: string = navigator.userAgent,
  touchPoints: number = navigator.maxTouchPoints,
): DeviceKind {
  if (/\biPad\b/.test(userAgent)) return "tablet";
  // iPads call themselves Macs, but no Mac has a touch screen.
  if (/\bMacintosh\b/.test(userAgent) && touchPoints > 1) return "tablet";
  if (/\biPhone\b/.test(userAgent)) return "phone";
  if (/\bAndroid\b/.test(userAgent)) return /\bMobile\b/.test(userAgent) ? "phone" : "tablet";
  return "computer";
}
