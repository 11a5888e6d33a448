/** Texts of what is itself fetched late, so that nobody waits for them before the list of chats. */
import i18next from "i18next";

import { guests as guestsInEnglish } from "./en/guests";
import { ring as ringInEnglish } from "./en/ring";
import { room as roomInEnglish } from "./en/room";
import { guests } from "./ru/guests";
import { ring } from "./ru/ring";
import { room } from "./ru/room";

export const late = {
  ru: { ring, room, guests },
  en: { ring: ringInEnglish, room: roomInEnglish, guests: guestsInEnglish },
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
