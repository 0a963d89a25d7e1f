import { expect, test } from 'vitest';
import { Handover } from '../../../../src/engine/read/checksum/handover.ts';

const MIB = 1 << 20;

test('all that was given comes in order, and then the end', async () => {
  const handover = new Handover();
  const shared = new Uint8Array(2);
  for (const [first, second] of [
    [1, 2],
    [3, 4],
  ] as const) {
    shared.set([first, second]);
    expect(handover.give(shared)).toBeUndefined();
  }
  handover.end();
  const taken: number[] = [];
  for await (const bytes of handover) taken.push(...bytes);
  expect(taken).toEqual([1, 2, 3, 4]);
});

test('whoever gives faster than it is taken waits, and memory stays bounded', async () => {
  const handover = new Handover();
  let given = 0;
  let taken = 0;
  let most = 0;
  const giving = (async () => {
    for (; given < 100; given++) await handover.give(new Uint8Array(MIB));
    handover.end();
  })();
  for await (const _ of handover) {
    await new Promise((resolve) => setImmediate(resolve));
    most = Math.max(most, given - ++taken);
  }
  await giving;
  expect(taken).toBe(100);
  expect(most).toBeLessThan(16);
});

test('whoever gives is free again when nobody takes any more', async () => {
  const handover = new Handover();
  const waiting = Promise.all(Array.from({ length: 9 }, () => handover.give(new Uint8Array(MIB))));
  for await (const _ of handover) break;
  await waiting;
  expect(handover.give(new Uint8Array(9 * MIB))).toBeUndefined();
});

test('what was broken off is told to whoever takes', async () => {
  const handover = new Handover();
  handover.breakOff(new Error('stopped'));
  await expect(
    (async () => {
      for await (const _ of handover);
    })(),
  ).rejects.toThrow('stopped');
});
