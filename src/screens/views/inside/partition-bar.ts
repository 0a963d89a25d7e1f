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
  const ends = partitions.map(({ startByte, lengthBytes }) => startByte + lengthBytes);
  const total = Math.max(1, sizeBytes, ...ends);
  const columnOf = (atByte: number): number => Math.floor((atByte / total) * columns);
  const owners: (number | undefined)[] = Array(columns).fill(undefined);
  const order = [...partitions.entries()].sort(([, a], [, b]) => b.lengthBytes - a.lengthBytes);
  for (const [index, part] of order) {
    const from = Math.min(columns - 1, columnOf(part.startByte));
    owners.fill(index, from, Math.max(from + 1, columnOf(part.startByte + part.lengthBytes)));
  }
  const cells = owners.map((owner) =>
    owner === undefined ? parts.free : owner % 2 === 0 ? parts.even : parts.odd,
  );
  for (const [index, { number }] of partitions.entries()) putNumber(String(number), index, owners, cells);
  return cells.join('');
}

/** Where the partition is seen first; a number that does not fit there would be another one. */
function putNumber(
  number: string,
  index: number,
  owners: readonly (number | undefined)[],
  cells: string[],
): void {
  const from = owners.indexOf(index);
  const isWhole = from >= 0 && [...number].every((_, at) => owners[from + at] === index);
  if (isWhole) cells.splice(from, number.length, ...number);
}
