import { v8CssVariablesResolver, type CSSVariablesResolver } from "@mantine/core";

/**
 * Colours that Mantine derives from the theme, put right for ours. Light variants are a veil of
 * their colour instead of a solid one, which on our dark background would be darker than it; and
 * the red of errors is light enough there to be read.
 */
export const cssVariablesResolver: CSSVariablesResolver = (theme) => {
  const base = v8CssVariablesResolver(theme);
  return {
    ...base,
    dark: { ...base.dark, "--mantine-color-error": "var(--mantine-color-red-4)" },
  };
};
