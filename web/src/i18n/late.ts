/** Texts of what is itself fetched late, so that nobody waits for them before the list of chats. */
import i18next from "i18next";

import { room as roomInEnglish } from "./en/room";
import { room } from "./ru/room";

export const late = {
  ru: { room },
  en: { room: roomInEnglish },
} as const;

/** Makes them known, in both languages at once: a change of language finds them there. */
export function addLateTexts(): void {
  for (const [language, areas] of Object.entries(late)) {
    for (const [area, texts] of Object.entries(areas)) {
      if (!i18next.hasResourceBundle(language, area))
        i18next.addResourceBundle(language, area, texts);
    }
  }
}
