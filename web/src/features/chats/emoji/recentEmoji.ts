/** The emoji that were used last on this device, the latest first. */

const STORAGE_KEY = "zvonilka.recentEmoji";
const KEPT = 27;
/** Until somebody has habits of their own. */
const USUAL = ["👍", "❤️", "😂", "🔥", "🎉", "😮", "😢", "🙏", "👏"];

export function recentEmoji(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
    const used = Array.isArray(stored) ? stored.filter((item) => typeof item === "string") : [];
    return [...used, ...USUAL.filter((char) => !used.includes(char))].slice(0, KEPT);
  } catch {
    return USUAL;
  }
}

export function rememberEmoji(char: string): void {
  const rest = recentEmoji().filter((other) => other !== char);
  localStorage.setItem(STORAGE_KEY, JSON.stringify([char, ...rest].slice(0, KEPT)));
}
