import { useMemo } from "react";

import classes from "./MessageRow.module.css";
import { splitText } from "./textSegments";

export interface MessageTextProps {
  text: string;
}

/** A message's words as they were written, with links that can be followed. */
export function MessageText({ text }: MessageTextProps) {
  const segments = useMemo(() => splitText(text), [text]);
  return (
    <span className={classes["text"]} dir="auto">
      {segments.map((segment, index) =>
        segment.kind === "text" ? (
          segment.text
        ) : (
          <a key={index} href={segment.href} target="_blank" rel="noopener noreferrer nofollow">
            {segment.text}
          </a>
        ),
      )}
    </span>
  );
}
