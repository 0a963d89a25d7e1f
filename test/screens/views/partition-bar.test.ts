import { expect, test } from 'vitest';
import { glyphSets } from '../../../src/screens/look/glyphs.ts';
import { partitionBar } from '../../../src/screens/views/inside/partition-bar.ts';

const part = (number: number, startByte: number, lengthBytes: number) => ({
  table: 'gpt' as const,
  number,
  startByte,
  lengthBytes,
});
const bar = (sizeBytes: number, columns: number, ...parts: ReturnType<typeof part>[]) =>
  partitionBar(parts, sizeBytes, columns, glyphSets.ascii);

test('partitions are drawn to scale, and what belongs to none is free', () => {
  expect(bar(100, 20, part(1, 0, 25), part(2, 25, 50))).toBe('1####2=========.....');
});

test('the smallest is a column wide, and the number of a larger one moves aside', () => {
  expect(bar(1000, 20, part(1, 0, 1000), part(2, 10, 1))).toBe('21##################');
});

test('a number that does not fit is left out, and is not taken for another', () => {
  expect(bar(100, 10, part(10, 0, 10), part(11, 10, 50))).toBe('#11===....');
});

test('a table that lies about places draws no more than the bar', () => {
  expect(bar(100, 10, part(1, 0, 1e15), part(2, 9e15, 5))).toHaveLength(10);
  expect(bar(0, 10)).toBe('..........');
});
