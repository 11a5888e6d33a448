/**
 * Russian and English. Texts live in one file per area and language, so that an area's texts are
 * read together; Russian is the language in which keys are checked by the compiler.
 */
import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";

import { en } from "./en";
import { ru } from "./ru";

export const languages = ["ru", "en"] as const;
export type Language = (typeof languages)[number];

export const resources = { ru, en };

const STORAGE_KEY = "zvonilka.language";

/** What the person chose, or `null` while the browser's own language is followed. */
export function chosenLanguage(): Language | null {
  const stored = localStorage.getItem(STORAGE_KEY);
  return languages.find((language) => language === stored) ?? null;
}

/** Chooses a language for this device; `null` follows the browser again. */
export async function chooseLanguage(language: Language | null): Promise<void> {
  if (language === null) localStorage.removeItem(STORAGE_KEY);
  else localStorage.setItem(STORAGE_KEY, language);
  await i18next.changeLanguage(language ?? browserLanguage());
}

/** The first of our languages that the browser prefers; English for everyone else. */
export function browserLanguage(preferred: readonly string[] = navigator.languages): Language {
  const bases = preferred.map((tag) => tag.split("-", 1)[0]?.toLowerCase());
  for (const base of bases) {
    const known = languages.find((language) => language === base);
    if (known !== undefined) return known;
  }
  return "en";
}

export async function startI18n(): Promise<i18n> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  await i18next.use(initReactI18next).init({
    resources,
    lng: chosenLanguage() ?? browserLanguage(),
    fallbackLng: "en",
    ns: Object.keys(ru),
    defaultNS: "common",
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return i18next;
}
