import { v8CssVariablesResolver, type CSSVariablesResolver } from "@mantine/core";

/** Green words have a contrast of 4.5 on all that is tinted green; the brand's own green has it on white only. */
const GREEN_TEXT = "#256a29";
/** Mantine's own on its own veil of orange has 3.2. */
const ORANGE_TEXT = "#b33b08";

/**
 * Colours that Mantine derives from the theme, put right for ours, and `--green-text`. Light variants are a veil of
 * their colour instead of a solid one, which on our dark background would be darker than it; and
 * the red of errors is light enough there to be read.
 */
export const cssVariablesResolver: CSSVariablesResolver = (theme) => {
  const base = v8CssVariablesResolver(theme);
  return {
    variables: base.variables,
    light: {
      ...base.light,
      "--green-text": GREEN_TEXT,
      "--mantine-color-anchor": GREEN_TEXT,
      "--mantine-color-green-text": GREEN_TEXT,
      "--mantine-color-green-light-color": GREEN_TEXT,
      "--mantine-color-green-outline": GREEN_TEXT,
      "--mantine-color-orange-light-color": ORANGE_TEXT,
    },
    dark: {
      ...base.dark,
      "--green-text": "var(--mantine-color-green-3)",
      "--mantine-color-error": "var(--mantine-color-red-3)",
    },
  };
};
