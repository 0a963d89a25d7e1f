/** Which part of a long list is on the screen: around the cursor, never beyond the ends. */
export function windowOf(
  count: number,
  cursor: number,
  rows: number,
): { readonly from: number; readonly to: number } {
  if (count <= rows) return { from: 0, to: count };
  const from = Math.min(count - rows, Math.max(0, cursor - Math.floor(rows / 2)));
  return { from, to: from + rows };
}

/** A scrolled page: the part to show and how far it can go. */
export function pageOf<T>(lines: readonly T[], scroll: number, rows: number) {
  const maxScroll = Math.max(0, lines.length - rows);
  const from = Math.min(scroll, maxScroll);
  return {
    lines: lines.slice(from, from + rows),
    maxScroll,
    above: from,
    below: Math.max(0, lines.length - from - rows),
  };
}
