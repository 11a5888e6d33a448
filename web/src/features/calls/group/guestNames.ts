import { createContext, useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { CallGuest } from "@/api/types";
import { namesOf } from "./guests";

/** What the guests of the call on the screen are called, by what stands for them; they are in no list of people. */
export const GuestNamesContext = createContext<ReadonlyMap<string, string>>(new Map());

/** The names with the word that they are guests. */
export function useGuestNames(guests: readonly CallGuest[]): ReadonlyMap<string, string> {
  const { t } = useTranslation("guests");
  return useMemo(
    () => new Map([...namesOf(guests)].map(([id, name]) => [id, t("named", { name })])),
    [guests, t],
  );
}
