/** The server takes texts of up to 16 KiB of UTF-8. */
export const TEXT_MAX_BYTES = 16_384;

/** From this many bytes on the composer counts along. */
const COUNTED_FROM_BYTES = TEXT_MAX_BYTES - 1_024;

export type TextRoom =
  | { kind: "plenty" }
  /** `characters` of the last one's size still fit. */
  | { kind: "little"; characters: number }
  /** So many characters must go from the end. */
  | { kind: "over"; characters: number };

/** How much room a text leaves, in characters as people count them. */
export function textRoom(text: string): TextRoom {
  // No character takes more than three bytes per UTF-16 unit: short texts need no counting.
  if (text.length * 3 < COUNTED_FROM_BYTES) return { kind: "plenty" };
  const bytes = byteLength(text);
  if (bytes < COUNTED_FROM_BYTES) return { kind: "plenty" };
  if (bytes <= TEXT_MAX_BYTES) {
    const lastChar = text.codePointAt(text.length - 1) ?? 0;
    const bytesEach = lastChar < 0x80 ? 1 : 2;
    return { kind: "little", characters: Math.floor((TEXT_MAX_BYTES - bytes) / bytesEach) };
  }
  return { kind: "over", characters: charactersOver(text, bytes) };
}

function charactersOver(text: string, bytes: number): number {
  let over = 0;
  let left = bytes;
  for (const character of Array.from(text).reverse()) {
    if (left <= TEXT_MAX_BYTES) break;
    left -= byteLength(character);
    over += 1;
  }
  return over;
}

function byteLength(text: string): number {
  return encoder.encode(text).length;
}

const encoder = new TextEncoder();
