/** A message's text taken apart for the screen: links, and texts of nothing but emoji. */

export type Segment = { kind: "text"; text: string } | { kind: "link"; text: string; href: string };

const CANDIDATE = /(?:https?:\/\/|www\.)[^\s<>"«»“”]+/giu;

/** Only http and https become links; the segments' texts put together are the text. */
export function splitText(text: string): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const shown = withoutTrailing(match[0]);
    const href = hrefOf(shown);
    if (href === null || isInsideWord(text, match.index)) continue;
    if (match.index > end) segments.push({ kind: "text", text: text.slice(end, match.index) });
    segments.push({ kind: "link", text: shown, href });
    end = match.index + shown.length;
  }
  if (end < text.length) segments.push({ kind: "text", text: text.slice(end) });
  return segments;
}

function isInsideWord(text: string, index: number): boolean {
  return index > 0 && /[\p{L}\p{N}_@/.-]/u.test(text.charAt(index - 1));
}

/** Punctuation after an address belongs to the sentence; a bracket does unless opened inside. */
function withoutTrailing(candidate: string): string {
  let shown = candidate;
  for (;;) {
    const last = shown.at(-1);
    if (last === undefined) return shown;
    const isPunctuation = /[.,:;!?'’*_~]/u.test(last);
    const isUnpaired =
      (last === ")" && count(shown, ")") > count(shown, "(")) ||
      (last === "]" && count(shown, "]") > count(shown, "["));
    if (!isPunctuation && !isUnpaired) return shown;
    shown = shown.slice(0, -1);
  }
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}

function hrefOf(shown: string): string | null {
  const isBare = /^www\./iu.test(shown);
  if (isBare && !/^www\.[^./]+\.[^./]/iu.test(shown)) return null;
  try {
    const url = new URL(isBare ? `https://${shown}` : shown);
    const isWeb = url.protocol === "http:" || url.protocol === "https:";
    return isWeb && url.hostname !== "" ? url.href : null;
  } catch {
    return null;
  }
}

const ONLY_EMOJI =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[#*0-9](?=\ufe0f?\u20e3)|\u200d|\ufe0f|\u20e3|[\u{e0020}-\u{e007f}]|\s)+$/u;

/** Up to this many emoji alone are shown large. */
const LARGE_EMOJI = 3;

/** How many emoji the text consists of, when of nothing else and of few; else `null`. */
export function fewEmoji(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed.length > 100 || !ONLY_EMOJI.test(trimmed)) return null;
  const shown = graphemes(trimmed.replace(/\s/gu, ""));
  return shown <= LARGE_EMOJI ? shown : null;
}

function graphemes(text: string): number {
  // Browsers of before 2024 count the parts of compound emoji, which then stay small.
  return "Segmenter" in Intl ? [...new Intl.Segmenter().segment(text)].length : [...text].length;
}
