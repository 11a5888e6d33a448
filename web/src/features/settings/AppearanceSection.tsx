import { Input, SegmentedControl, Stack, Text, useMantineColorScheme } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import {
  applyLanguage,
  languageChoices,
  localLanguage,
  schemeOf,
  themeOf,
  themes,
  type Appearance,
} from "./appearance";
import { useSaveAppearance } from "./useSaveAppearance";
import classes from "./AppearanceSection.module.css";

/** Theme and language. They change at once; the account hears of it behind the scenes. */
export function AppearanceSection() {
  const { t, i18n } = useTranslation("settings");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [language, setLanguage] = useState(localLanguage);
  const save = useSaveAppearance();
  const current: Appearance = { theme: themeOf(colorScheme), language };

  return (
    <Stack gap="lg" key={i18n.language}>
      <Input.Wrapper label={t("appearance.theme")} labelElement="div">
        <SegmentedControl
          fullWidth
          className={classes["choice"] ?? ""}
          aria-label={t("appearance.theme")}
          value={current.theme}
          onChange={(theme) => {
            setColorScheme(schemeOf(theme));
            save.mutate({ ...current, theme });
          }}
          data={themes.map((theme) => ({ value: theme, label: t(`appearance.themes.${theme}`) }))}
        />
      </Input.Wrapper>
      <Input.Wrapper label={t("appearance.language")} labelElement="div">
        <SegmentedControl
          fullWidth
          className={classes["choice"] ?? ""}
          aria-label={t("appearance.language")}
          value={language}
          onChange={(chosen) => {
            applyLanguage(chosen);
            setLanguage(chosen);
            save.mutate({ ...current, language: chosen });
          }}
          data={languageChoices.map((choice) => ({
            value: choice,
            label: t(`appearance.languages.${choice}`),
          }))}
        />
      </Input.Wrapper>
      <Text size="sm" c="dimmed" role="status">
        {save.isError ? t("appearance.onlyHere") : t("appearance.everywhere")}
      </Text>
    </Stack>
  );
}
