/** How the pictures of one message stand together: rows of equal height that fill the width. Pure. */

export interface AlbumRow {
  /** Places in the list. */
  indexes: number[];
  /** Width through height of the whole row. */
  aspect: number;
}

/** Pictures that are longer than this are cut, as are those without a known size. */
const NARROWEST = 0.6;
const WIDEST = 2.2;
/** A row of more would show stamps. */
const MOST_IN_ROW = 4;
/** Height through width of the whole album that pleases the eye. */
const BEST_HEIGHT = 1.05;
const THIN_ROW = 0.24;

export function aspectOf(size: { width: number | null; height: number | null }): number {
  if (size.width === null || size.height === null || size.width <= 0 || size.height <= 0) return 1;
  return Math.min(WIDEST, Math.max(NARROWEST, size.width / size.height));
}

/** Tries every way to break the list into rows; there are at most ten pictures. */
export function albumRows(aspects: readonly number[]): AlbumRow[] {
  let best: { rows: AlbumRow[]; cost: number } | null = null;
  const tryFrom = (start: number, rows: AlbumRow[]): void => {
    if (start === aspects.length) {
      const cost = costOf(rows);
      if (best === null || cost < best.cost) best = { rows: [...rows], cost };
      return;
    }
    for (let count = 1; count <= MOST_IN_ROW && start + count <= aspects.length; count += 1) {
      const indexes = Array.from({ length: count }, (_, at) => start + at);
      const aspect = indexes.reduce((sum, at) => sum + (aspects[at] ?? 1), 0);
      rows.push({ indexes, aspect });
      tryFrom(start + count, rows);
      rows.pop();
    }
  };
  tryFrom(0, []);
  return (best as { rows: AlbumRow[] } | null)?.rows ?? [];
}

/** Height through width of the whole. */
export function albumHeight(rows: readonly AlbumRow[]): number {
  return rows.reduce((sum, row) => sum + 1 / row.aspect, 0);
}

function costOf(rows: readonly AlbumRow[]): number {
  const heights = rows.map((row) => 1 / row.aspect);
  const thin = heights.filter((height) => height < THIN_ROW).length;
  const tallest = Math.max(...heights);
  const lowest = Math.min(...heights);
  return Math.abs(albumHeight(rows) - BEST_HEIGHT) + thin * 0.5 + (tallest - lowest) * 0.3;
}
