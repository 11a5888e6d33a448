/** What keys and buttons do to a text that is being written. Pure: text and selection in, text and selection out. */

export interface Written {
  text: string;
  /** The selection, or the caret where both are the same; UTF-16 units. */
  start: number;
  end: number;
}

export type Format = "bold" | "italic" | "strike" | "code" | "spoiler" | "quote";

const SIGNS: Readonly<Record<Exclude<Format, "quote">, string>> = {
  bold: "**",
  italic: "_",
  strike: "~~",
  code: "`",
  spoiler: "||",
};

/** Puts the signs around the selection, or takes them away where they are. */
export function toggleFormat(written: Written, format: Format): Written {
  if (format === "quote") return toggleQuote(written);
  const { text, start, end } = written;
  const chosen = text.slice(start, end);
  if (format === "code" && chosen.includes("\n")) return fence(written);
  const sign = SIGNS[format];
  if (text.slice(0, start).endsWith(sign) && text.slice(end).startsWith(sign)) {
    return {
      text: text.slice(0, start - sign.length) + chosen + text.slice(end + sign.length),
      start: start - sign.length,
      end: end - sign.length,
    };
  }
  return {
    text: text.slice(0, start) + sign + chosen + sign + text.slice(end),
    start: start + sign.length,
    end: end + sign.length,
  };
}

function fence({ text, start, end }: Written): Written {
  const before = start === 0 || text[start - 1] === "\n" ? "```\n" : "\n```\n";
  const after = end === text.length || text[end] === "\n" ? "\n```" : "\n```\n";
  return {
    text: text.slice(0, start) + before + text.slice(start, end) + after + text.slice(end),
    start: start + before.length,
    end: end + before.length,
  };
}

/** Works on whole lines, which are then selected. */
function toggleQuote({ text, start, end }: Written): Written {
  const from = start === 0 ? 0 : text.lastIndexOf("\n", start - 1) + 1;
  const lines = text.slice(from, end).split("\n");
  const isQuoted = lines.every((line) => line.startsWith("> "));
  const changed = lines.map((line) => (isQuoted ? line.slice(2) : `> ${line}`)).join("\n");
  return {
    text: text.slice(0, from) + changed + text.slice(end),
    start: from,
    end: from + changed.length,
  };
}

/** Puts something in place of the selection, and the caret behind it. */
export function insert({ text, start, end }: Written, what: string): Written {
  const at = start + what.length;
  return { text: text.slice(0, start) + what + text.slice(end), start: at, end: at };
}

/** The `@` that is being written right before the caret, and what follows it. */
export interface MentionStart {
  at: number;
  query: string;
}

/** `null` unless somebody is being named. */
export function mentionStart({ text, start, end }: Written): MentionStart | null {
  if (start !== end || start < 0) return null;
  const before = text.slice(Math.max(0, start - 40), start);
  const found = /(?:^|[^\p{L}\p{N}@])@([\p{L}\p{N}_.-]{0,32})$/u.exec(before);
  if (found === null) return null;
  const query = found[1] ?? "";
  return { at: start - query.length - 1, query: query.toLocaleLowerCase() };
}

/** Completes the `@` that was begun to somebody's login. */
export function completeMention(written: Written, begun: MentionStart, login: string): Written {
  return insert({ ...written, start: begun.at }, `@${login} `);
}
