/**
 * Russian and English. Texts live in one file per area and language, so that an area's texts are
 * read together; Russian is the language in which keys are checked by the compiler. A language is
 * fetched when it is wanted.
 */
import i18next, { type i18n, type Resource } from "i18next";
import { initReactI18next } from "react-i18next";

import { logger } from "@/lib/logger";

export const languages = ["ru", "en"] as const;
export type Language = (typeof languages)[number];

const texts: Record<Language, () => Promise<Resource[string]>> = {
  ru: async () => (await import("./ru")).ru,
  en: async () => (await import("./en")).en,
};

const STORAGE_KEY = "zvonilka.language";

const MANIFEST = "/manifest.webmanifest";

/** What the person chose, or `null` while the browser's own language is followed. */
export function chosenLanguage(): Language | null {
  const stored = localStorage.getItem(STORAGE_KEY);
  return languages.find((language) => language === stored) ?? null;
}

/**
 * Chooses a language for this device; `null` follows the browser again. Texts that cannot be
 * fetched now are those of the next start.
 */
export async function chooseLanguage(language: Language | null): Promise<void> {
  if (language === null) localStorage.removeItem(STORAGE_KEY);
  else localStorage.setItem(STORAGE_KEY, language);
  const wanted = language ?? browserLanguage();
  try {
    for (const [area, keys] of Object.entries(await texts[wanted]())) {
      i18next.addResourceBundle(wanted, area, keys);
    }
  } catch {
    logger.warn("the texts cannot be fetched", { language: wanted });
    return;
  }
  // Somebody may have chosen again meanwhile.
  if (wanted === currentLanguage()) await i18next.changeLanguage(wanted);
}

function currentLanguage(): Language {
  return chosenLanguage() ?? browserLanguage();
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

/** Fetches the texts that are not shown now, so that they are there without a network too. */
export function fetchTextsAhead(): void {
  for (const language of languages) texts[language]().catch(() => undefined);
}

/** Rejects where the texts cannot be fetched. */
export async function startI18n(): Promise<i18n> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
    // What is installed from here bears its name in this language.
    const manifest = document.querySelector<HTMLLinkElement>("link[rel=manifest]");
    if (manifest !== null)
      manifest.href = language === "ru" ? MANIFEST : MANIFEST.replace(".", ".en.");
  });
  const language = currentLanguage();
  const areas = await texts[language]();
  await i18next.use(initReactI18next).init({
    resources: { [language]: areas },
    lng: language,
    fallbackLng: false,
    ns: Object.keys(areas),
    defaultNS: "common",
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return i18next;
}
