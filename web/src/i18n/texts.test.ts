import { describe, expect, it } from "vitest";

import { languages, type Language } from ".";
import { en } from "./en";
import { late } from "./late";
import { ru } from "./ru";

type Texts = Map<string, string>;

/** Every text under its dotted key. */
function flatten(tree: object, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "string"
      ? [[prefix + name, value] as [string, string]]
      : flatten(value as object, `${prefix}${name}.`),
  );
}

const texts: Record<Language, Texts> = {
  ru: new Map(flatten({ ...ru, ...late.ru })),
  en: new Map(flatten({ ...en, ...late.en })),
};

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Languages have different plural forms: these count as one key. */
function keysOf(language: Language): string[] {
  return [...new Set([...texts[language].keys()].map((key) => key.replace(PLURAL, "")))].sort();
}

/** What is put into each text, by key without its plural form. */
function placeholdersOf(language: Language): Record<string, string[]> {
  const byKey: Record<string, Set<string>> = {};
  for (const [key, text] of texts[language]) {
    const found = (byKey[key.replace(PLURAL, "")] ??= new Set());
    for (const [, name] of text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)) found.add(name ?? "");
  }
  return Object.fromEntries(Object.entries(byKey).map(([key, names]) => [key, [...names].sort()]));
}

describe("texts", () => {
  it("are there in both languages", () => {
    expect(keysOf("en")).toEqual(keysOf("ru"));
  });

  it("take the same values in both languages", () => {
    expect(placeholdersOf("en")).toEqual(placeholdersOf("ru"));
  });

  it.each(languages)("have every plural form that counting in %s needs", (language) => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const counted = [...texts[language].keys()].filter((key) => PLURAL.test(key));
    const stems = new Set(counted.map((key) => key.replace(PLURAL, "")));
    const missing = [...stems].flatMap((stem) =>
      needed.map((form) => `${stem}_${form}`).filter((key) => !texts[language].has(key)),
    );
    expect(missing).toEqual([]);
  });

  it.each(languages)("are never empty in %s", (language) => {
    expect([...texts[language]].filter(([, text]) => text.trim() === "")).toEqual([]);
  });
});
