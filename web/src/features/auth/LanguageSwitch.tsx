import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { chooseLanguage, languages } from "@/i18n";

const NAMES = { ru: "Русский", en: "English" } as const;

/** Russian or English, before anybody is signed in. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation("auth");
  return (
    <SegmentedControl
      aria-label={t("language")}
      size="xs"
      radius="xl"
      value={languages.find((language) => language === i18n.resolvedLanguage) ?? "en"}
      onChange={(language) => void chooseLanguage(language)}
      data={languages.map((language) => ({ value: language, label: NAMES[language] }))}
    />
  );
}
