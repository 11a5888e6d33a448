/**
 * The module `virtual:emoji`: every emoji with the words by which it is found in both languages. Made from the
 * package's tables when the page is built, since whole they would be 1.5 MB.
 */
import { createRequire } from "node:module";
import type { Plugin } from "vite";

interface Entry {
  unicode: string;
  label: string;
  tags?: string[];
  group?: number;
  order?: number;
}

/** The package's group of skin tones and hair, which are no emoji by themselves. */
const COMPONENTS = 2;
const ID = "virtual:emoji";

export function emojiData(): Plugin {
  return {
    name: "emoji-data",
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load: (id) => (id === `\0${ID}` ? `export default ${JSON.stringify(rows())};` : undefined),
  };
}

/** `[emoji, group, words in Russian, words in English]`, in the order in which they are shown. */
function rows(): [string, number, string, string][] {
  const load = createRequire(import.meta.url);
  const russian = load("emojibase-data/ru/compact.json") as Entry[];
  const english = load("emojibase-data/en/compact.json") as Entry[];
  const inEnglish = new Map(english.map((entry) => [entry.unicode, words(entry)]));
  return russian
    .filter((entry) => entry.group !== undefined && entry.group !== COMPONENTS)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map((entry) => [
      entry.unicode,
      entry.group ?? 0,
      words(entry),
      inEnglish.get(entry.unicode) ?? "",
    ]);
}

/** The name, and behind a bar what else it is found by. */
function words(entry: Entry): string {
  return [entry.label, "|", ...(entry.tags ?? [])].join(" ").toLowerCase().replaceAll("ё", "е");
}
