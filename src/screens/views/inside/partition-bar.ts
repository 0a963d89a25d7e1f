import type { PartitionFacts } from '../../../engine/contract/ports/inside.ts';
import type { Glyphs } from '../../look/glyphs.ts';

/**
 * Partitions as a bar of exactly so many columns, to scale, each with its number at its beginning and at least one column wide. Of those
 * that lie within others (logical ones, and parts of hybrid images) the smaller ones are drawn over the larger.
 */
export function partitionBar(
  partitions: readonly PartitionFacts[],
  sizeBytes: number,
  columns: number,
  { parts }: Glyphs,
): string {
  const cells: string[] = Array(columns).fill(parts.free);
  const total = Math.max(
    sizeBytes,
    ...partitions.map(({ startByte, lengthBytes }) => startByte + lengthBytes),
  );
  if (total <= 0) return cells.join('');
  const columnOf = (atByte: number): number => Math.floor((atByte / total) * columns);
  const order = partitions.map((part, index) => ({ part, fill: index % 2 === 0 ? parts.even : parts.odd }));
  order.sort((a, b) => b.part.lengthBytes - a.part.lengthBytes);
  for (const { part, fill } of order) {
    const from = Math.min(columns - 1, columnOf(part.startByte));
    const to = Math.min(columns, Math.max(from + 1, columnOf(part.startByte + part.lengthBytes)));
    const number = String(part.number);
    for (let at = from; at < to; at++) cells[at] = fill;
    // A number that does not fit would be another one.
    if (number.length <= to - from) cells.splice(from, number.length, ...number);
  }
  return cells.join('');
}
