/** Up to two letters: of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = firstLetter(words[0]);
  const last = words.length > 1 ? firstLetter(words.at(-1)) : "";
  return (first + last).toLocaleUpperCase();
}

function firstLetter(word: string | undefined): string {
  return word === undefined ? "" : (Array.from(word)[0] ?? "");
}

/** A colour that stays with the id; all of them carry white text. */
export function toneOf(id: string): string {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return TONES[hash % TONES.length] ?? "green.8";
}

const TONES = [
  "green.8",
  "teal.8",
  "cyan.8",
  "blue.8",
  "indigo.7",
  "grape.7",
  "pink.8",
  "orange.9",
];
