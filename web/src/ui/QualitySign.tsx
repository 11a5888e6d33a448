import { IconAntennaBars1, IconAntennaBars3, IconAntennaBars5 } from "@tabler/icons-react";

export interface QualitySignProps {
  mark: "good" | "fair" | "poor";
  /** Pixels; 22 by default. */
  size?: number;
}

/** Bars as on a phone: their number tells it too, not only the colour. */
export function QualitySign({ mark, size = 22 }: QualitySignProps) {
  switch (mark) {
    case "good":
      return <IconAntennaBars5 size={size} aria-hidden />;
    case "fair":
      return <IconAntennaBars3 size={size} color={FAIR} aria-hidden />;
    case "poor":
      return <IconAntennaBars1 size={size} color={POOR} aria-hidden />;
  }
}

const FAIR = "light-dark(var(--mantine-color-yellow-8), var(--mantine-color-yellow-4))";
const POOR = "light-dark(var(--mantine-color-red-7), var(--mantine-color-red-4))";
