import { useId } from "react";

export interface AppLogoProps {
  /** Width and height in pixels, 64 by default. */
  size?: number;
}

/** A handset inside a speech bubble, as in `public/favicon.svg`. Decorative: the name stands beside it. */
export function AppLogo({ size = 64 }: AppLogoProps) {
  const gradient = useId();
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <linearGradient id={gradient} x1="0" y1="0" x2="0.6" y2="1">
        <stop offset="0" stopColor="#4CAF50" />
        <stop offset="1" stopColor="#2E7D32" />
      </linearGradient>
      <path fill={`url(#${gradient})`} d={BUBBLE} />
      <path fill="#fff" d={HANDSET} />
    </svg>
  );
}

const BUBBLE =
  "M20 3h24a17 17 0 0 1 17 17v15a17 17 0 0 1-17 17H32L18.6 61.4A1.6 1.6 0 0 1 16 60.1V51.5A17 17 0 0 1 3 35V20A17 17 0 0 1 20 3z";
const HANDSET =
  "M21.8 15.6c1.8-1.8 4.6-1.6 6 .5l3 4.5c1.2 1.8.9 4.1-.6 5.6l-1.9 1.8c1.8 3.2 4.3 5.7 7.5 7.5l1.8-1.9c1.5-1.5 3.8-1.8 5.6-.6l4.5 3c2.1 1.4 2.3 4.2.5 6l-2 2.1c-1.9 1.9-4.7 2.6-7.3 1.7C28.6 42.4 22.3 36 19.1 25.6 18.2 22.9 18.1 19.4 20 17.5z";
