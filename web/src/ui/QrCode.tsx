import { encode } from "uqr";

import classes from "./QrCode.module.css";

export interface QrCodeProps {
  text: string;
  /** What the code leads to, in words. */
  label: string;
}

/** Light border that scanners need around the code, in modules. */
const QUIET_ZONE = 3;

/** Always dark on light: many cameras do not read the inverse. */
export function QrCode({ text, label }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: "M", border: 0 });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  const edge = size + 2 * QUIET_ZONE;
  return (
    <svg
      className={classes["root"]}
      viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${edge} ${edge}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path d={path} />
    </svg>
  );
}
