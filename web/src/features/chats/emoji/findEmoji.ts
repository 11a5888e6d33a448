/** Every emoji, and how one is found. Large: loaded with the picker. */
import rows from "virtual:emoji";

export interface Emoji {
  char: string;
  /** What it is called, and behind a bar what else it is found by. */
  ru: string;
  en: string;
}

/** The groups in the order of the tabs. Smileys and people are two in the tables and one for people. */
export const emojiGroups = [
  "smileys",
  "people",
  "nature",
  "food",
  "travel",
  "activities",
  "objects",
  "symbols",
  "flags",
] as const;

export type EmojiGroup = (typeof emojiGroups)[number];

/** The tables' numbers. */
const GROUP_BY_NUMBER: Readonly<Record<number, EmojiGroup>> = {
  0: "smileys",
  1: "people",
  3: "nature",
  4: "food",
  5: "travel",
  6: "activities",
  7: "objects",
  8: "symbols",
  9: "flags",
};

const all = rows.map(([char, group, ru, en]) => ({ char, ru, en, group: GROUP_BY_NUMBER[group] }));

/** The emoji of a group, in their usual order. */
export function emojiOf(group: EmojiGroup): Emoji[] {
  return all.filter((emoji) => emoji.group === group);
}

/** Emoji whose words, in either language, begin with every word of the query; names before other words. */
export function findEmoji(query: string, limit = 200): Emoji[] {
  const wanted = query.trim().toLowerCase().replaceAll("ё", "е").split(/\s+/u);
  if (wanted[0] === "") return [];
  const found: { emoji: Emoji; rank: number }[] = [];
  for (const emoji of all) {
    if (emoji.char === query.trim()) return [emoji];
    const rank = Math.min(rankIn(emoji.ru, wanted), rankIn(emoji.en, wanted));
    if (rank < Infinity) found.push({ emoji, rank });
  }
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ emoji }) => emoji);
}

/** Smaller is better: the place of the latest word that was asked for. */
function rankIn(words: string, wanted: string[]): number {
  let rank = 0;
  for (const word of wanted) {
    const at = words.startsWith(word) ? 0 : words.indexOf(` ${word}`);
    if (at < 0) return Infinity;
    rank = Math.max(rank, at);
  }
  return rank;
}

/** What an emoji is called. */
export function emojiName(emoji: Emoji, language: "ru" | "en"): string {
  const [name = ""] = emoji[language].split(" |", 1);
  return name === "" ? emoji.char : name;
}
