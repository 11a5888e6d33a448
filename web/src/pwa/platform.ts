/** What sort of system this is, as far as installing and notifications differ by it. */
export type System = "ios" | "android" | "computer";

export function systemOf(
  userAgent: string = navigator.userAgent,
  touchPoints: number = navigator.maxTouchPoints,
): System {
  if (/\b(iPhone|iPad|iPod)\b/.test(userAgent)) return "ios";
  // iPads call themselves Macs, but no Mac has a touch screen.
  if (/\bMacintosh\b/.test(userAgent) && touchPoints > 1) return "ios";
  return /\bAndroid\b/.test(userAgent) ? "android" : "computer";
}

/** Opened from the home screen or the dock, not as a tab. */
export function isInstalled(): boolean {
  const ofApple = (navigator as Navigator & { standalone?: boolean }).standalone === true;
  return ofApple || matchMedia("(display-mode: standalone)").matches;
}
