import { expect, test } from 'vitest';
import { ChunkPace } from '../../../../src/engine/write/transfer/chunk-pace.ts';

const MIB = 1 << 20;

function lengths(msPerChunk: number): number[] {
  let nowMs = 0;
  const pace = new ChunkPace(2 * MIB, () => nowMs);
  return Array.from({ length: 40 }, () => {
    nowMs += msPerChunk;
    return pace.next();
  });
}

test('chunks become whole slots once 32 MiB have shown that everything is fast', () => {
  expect(lengths(1)).toEqual([...Array(32).fill(MIB), ...Array(8).fill(2 * MIB)]);
});

test('a slow drive keeps short chunks: its progress is seen, and a stop waits for little', () => {
  expect(new Set(lengths(25))).toEqual(new Set([MIB]));
});
