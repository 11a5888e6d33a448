/** What the sessions list calls this device: "Chrome, Android". Empty when nothing is recognised. */
export function deviceName(userAgent: string = navigator.userAgent): string {
  return [browserOf(userAgent), systemOf(userAgent, navigator.maxTouchPoints)]
    .filter((part) => part !== null)
    .join(", ");
}

// The order matters: most browsers also claim to be Chrome, and Chrome claims to be Safari.
const BROWSERS: [RegExp, string][] = [
  [/\bYaBrowser\//, "Yandex"],
  [/\bEdg(?:A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\//, "Chrome"],
  [/\bVersion\/[\d.]+ (?:Mobile\/\S+ )?Safari\//, "Safari"],
];

const SYSTEMS: [RegExp, string][] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMacintosh\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

function browserOf(userAgent: string): string | null {
  return BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
}

function systemOf(userAgent: string, touchPoints: number): string | null {
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
  // iPads call themselves Macs, but no Mac has a touch screen.
  return system === "macOS" && touchPoints > 1 ? "iPad" : system;
}
