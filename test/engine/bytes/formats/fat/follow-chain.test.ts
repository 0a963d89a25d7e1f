import { expect, test } from 'vitest';
import { followChain } from '../../../../../src/engine/bytes/formats/fat/follow-chain.ts';

function followed(entries: Readonly<Record<number, number>>, cluster: number, left: number, clusters = 100) {
  const seen: number[] = [];
  const stop = followChain(
    { cluster, left },
    { clusters, entryOf: (at) => entries[at] },
    (at) => void seen.push(at),
  );
  return { seen, stop };
}

test('a chain is followed to its end, and no further than asked', () => {
  const entries = { 5: 9, 9: 4, 4: 0xfffffff };
  expect(followed(entries, 5, 10)).toEqual({ seen: [5, 9, 4], stop: undefined });
  expect(followed(entries, 5, 2)).toEqual({ seen: [5, 9], stop: undefined });
});

test('a chain in a circle ends, and a cluster that the volume has not is none', () => {
  expect(followed({ 5: 6, 6: 5 }, 5, 5).seen).toEqual([5, 6, 5, 6, 5]);
  expect(followed({ 5: 200 }, 5, 9).seen).toEqual([5]);
  expect(followed({}, 0, 9).seen).toEqual([]);
  expect(followed({}, 102, 9).seen).toEqual([]);
});

test('where the table is not at hand, it says where to go on, and visits nothing twice', () => {
  const first = followed({ 5: 6 }, 5, 9);
  expect(first).toEqual({ seen: [5], stop: { cluster: 6, left: 8 } });
  expect(followed({ 6: 7, 7: 1 }, 6, 8).seen).toEqual([6, 7]);
});
