/** Texts of nothing but a few emoji, which are shown large. */

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
