import { useComputedColorScheme } from "@mantine/core";
import { useEffect } from "react";

/** The colour of the browser's own bars follows the chosen theme, not only the system's. */
export function ThemeColor() {
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  useEffect(() => {
    const color = getComputedStyle(document.body).backgroundColor;
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
      meta.setAttribute("content", color);
    }
  }, [scheme]);
  return null;
}
