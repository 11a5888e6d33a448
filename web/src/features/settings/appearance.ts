/**
 * Theme and language: kept on this device, so that they are right before anything is loaded, and
 * in the account's settings, so that the person's other devices follow.
 */
import type { MantineColorScheme } from "@mantine/core";

import type { Me } from "@/api/types";
import { chooseLanguage, chosenLanguage, languages, type Language } from "@/i18n";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const languageChoices = ["system", ...languages] as const;
export type LanguageChoice = "system" | Language;

export interface Appearance {
  theme: Theme;
  language: LanguageChoice;
}

/** What the account says; parts that it does not know are absent. */
export function appearanceOf(settings: Me["settings"]): Partial<Appearance> {
  const stored = settings["appearance"];
  if (typeof stored !== "object" || stored === null) return {};
  const { theme, language } = stored as Record<string, unknown>;
  const knownTheme = themes.find((known) => known === theme);
  const knownLanguage = languageChoices.find((known) => known === language);
  return {
    ...(knownTheme === undefined ? {} : { theme: knownTheme }),
    ...(knownLanguage === undefined ? {} : { language: knownLanguage }),
  };
}

/** The account's settings with this appearance; what other versions of the page keep there stays. */
export function withAppearance(
  settings: Me["settings"],
  appearance: Appearance,
): Record<string, unknown> {
  return { ...settings, appearance };
}

export function themeOf(scheme: MantineColorScheme): Theme {
  return scheme === "auto" ? "system" : scheme;
}

export function schemeOf(theme: Theme): MantineColorScheme {
  return theme === "system" ? "auto" : theme;
}

export function localLanguage(): LanguageChoice {
  return chosenLanguage() ?? "system";
}

export function applyLanguage(choice: LanguageChoice): void {
  void chooseLanguage(choice === "system" ? null : choice);
}
