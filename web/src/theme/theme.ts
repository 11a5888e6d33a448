import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** The brand's green: 5 is #4CAF50, 8 is #2E7D32. */
const green: MantineColorsTuple = [
  "#eef8ef",
  "#dcefdd",
  "#b9dfbb",
  "#94ce97",
  "#6fbe73",
  "#4caf50",
  "#429c47",
  "#388a3d",
  "#2e7d32",
  "#1d5a22",
];

/** Neutral greys with a slight green tint. */
const gray: MantineColorsTuple = [
  "#f6f9f6",
  "#eef2ee",
  "#e2e8e2",
  "#d2dad3",
  "#b6c0b7",
  "#939e94",
  "#616c63",
  "#556057",
  "#39423b",
  "#212823",
];

const dark: MantineColorsTuple = [
  "#d5ddd6",
  "#b3bdb5",
  "#98a49a",
  "#68746a",
  "#465048",
  "#363f38",
  "#283029",
  "#1c231d",
  "#151b16",
  "#0e130f",
];

/** The decline of calls and everything that destroys. */
const red: MantineColorsTuple = [
  "#ffebeb",
  "#fbd7d6",
  "#f2aeac",
  "#eb8380",
  "#e65e5a",
  "#e53935",
  "#d2302c",
  "#bb2723",
  "#a71f1d",
  "#8f1715",
];

export const theme = createTheme({
  colors: { green, gray, dark, red },
  primaryColor: "green",
  // 8 carries white text with a contrast of 5.1; 5 would not, and 7 not quite.
  primaryShade: 8,
  autoContrast: true,
  fontFamily:
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif",
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.75rem", lineHeight: "2.25rem" },
      h2: { fontSize: "1.5rem", lineHeight: "2rem" },
      h3: { fontSize: "1.25rem", lineHeight: "1.75rem" },
      h4: { fontSize: "1rem", lineHeight: "1.5rem" },
    },
  },
  fontSizes: {
    xs: "0.75rem",
    sm: "0.875rem",
    md: "1rem",
    lg: "1.125rem",
    xl: "1.375rem",
  },
  radius: { xs: "6px", sm: "10px", md: "12px", lg: "16px", xl: "20px" },
  defaultRadius: "md",
  shadows: {
    xs: "0 1px 2px rgb(20 40 22 / 8%)",
    sm: "0 1px 3px rgb(20 40 22 / 10%), 0 2px 8px rgb(20 40 22 / 6%)",
    md: "0 2px 6px rgb(20 40 22 / 8%), 0 6px 20px rgb(20 40 22 / 10%)",
    lg: "0 4px 12px rgb(20 40 22 / 10%), 0 12px 36px rgb(20 40 22 / 14%)",
    xl: "0 8px 20px rgb(20 40 22 / 12%), 0 20px 56px rgb(20 40 22 / 18%)",
  },
  breakpoints: { xs: "23em", sm: "37.5em", md: "51em", lg: "75em", xl: "90em" },
  respectReducedMotion: true,
  cursorType: "pointer",
  focusRing: "auto",
  components: {
    // Within a text the colour alone does not tell a link.
    Anchor: { defaultProps: { underline: "always" } },
    // A menu has its items in it and nothing else; the first of them takes the focus.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  },
});
