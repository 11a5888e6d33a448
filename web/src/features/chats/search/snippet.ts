/** A found text cut down to where the words stand, with what is to be marked. Pure. */

/** Begin and end, in UTF-16 units; ascending. */
export type Highlight = readonly [number, number];

export interface Piece {
  text: string;
  marked: boolean;
}

const BEFORE = 40;
const LENGTH = 180;

export function snippetOf(text: string, highlights: readonly Highlight[]): Piece[] {
  const first = highlights[0]?.[0] ?? 0;
  const from = first <= BEFORE ? 0 : afterSpace(text, first - BEFORE);
  const to = Math.min(text.length, from + LENGTH);
  const pieces: Piece[] = [];
  let at = from;
  for (const [begin, end] of highlights) {
    if (end <= at || begin >= to) continue;
    const start = Math.max(begin, at);
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, Math.min(end, to)), marked: true });
    at = Math.min(end, to);
  }
  if (at < to) pieces.push({ text: text.slice(at, to), marked: false });
  const [head] = pieces;
  if (from > 0 && head !== undefined) pieces[0] = { ...head, text: `…${head.text}` };
  if (to < text.length) pieces.push({ text: "…", marked: false });
  return pieces.map((piece) => ({ ...piece, text: piece.text.replace(/\s+/gu, " ") }));
}

/** The beginning of the next word, unless it is far away. */
function afterSpace(text: string, index: number): number {
  const space = text.slice(index, index + BEFORE / 2).search(/\s/u);
  return space === -1 ? index : index + space + 1;
}
