/** Addresses in a text. Only http and https become links. */

export interface Link {
  /** As it stands in the text. */
  text: string;
  href: string;
}

const CANDIDATE = /(?:https?:\/\/|www\.)[^\s<>"«»“”]+/iuy;

/** The address that begins exactly there and not inside a word. */
export function linkAt(text: string, index: number): Link | null {
  if (isInsideWord(text, index)) return null;
  CANDIDATE.lastIndex = index;
  const found = CANDIDATE.exec(text);
  if (found === null) return null;
  const shown = withoutTrailing(found[0]);
  const href = hrefOf(shown);
  return href === null ? null : { text: shown, href };
}

function isInsideWord(text: string, index: number): boolean {
  return index > 0 && /[\p{L}\p{N}_@/.-]/u.test(text.charAt(index - 1));
}

/** Punctuation after an address belongs to the sentence; a bracket does unless opened inside. */
function withoutTrailing(candidate: string): string {
  const unpaired = { ")": excess(candidate, "(", ")"), "]": excess(candidate, "[", "]") };
  let end = candidate.length;
  for (; end > 0; end--) {
    const last = candidate.charAt(end - 1);
    if ((last === ")" || last === "]") && unpaired[last] > 0) unpaired[last] -= 1;
    else if (!/[.,:;!?'’*_~|`]/u.test(last)) break;
  }
  return candidate.slice(0, end);
}

function excess(text: string, opening: string, closing: string): number {
  return text.split(closing).length - text.split(opening).length;
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
