import { expect, test } from 'vitest';
import type { Target } from '../../../../src/engine/contract/ports/target.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { transferOf } from '../../../fakes/transfer-of.ts';

const image = seededBytes((5 << 20) + 2048, 4);

/** Takes bytes in order and each once, as a disc does; one byte can be stored wrong. */
function discLike(
  flippedByte?: number,
): Target & { readonly flushedAtBytes: number[]; readonly writes: number[] } {
  const stored = new Uint8Array(image.length);
  const flushedAtBytes: number[] = [];
  const writes: number[] = [];
  let nextByte = 0;
  let isUnderWay = false;
  return {
    name: 'sr0',
    capacityBytes: image.length,
    blockBytes: 2048,
    headBytes: 0,
    uncached: true,
    inOrder: { onMediaBytes: () => Math.max(0, nextByte - 4096) },
    flushedAtBytes,
    writes,
    async write(atByte, bytes) {
      expect([isUnderWay, atByte]).toEqual([false, nextByte]);
      isUnderWay = true;
      await new Promise((resolve) => setImmediate(resolve));
      stored.set(bytes, atByte);
      writes.push(atByte);
      nextByte += bytes.length;
      isUnderWay = false;
    },
    async flush() {
      flushedAtBytes.push(nextByte);
      if (flippedByte !== undefined) stored[flippedByte] = 255 - (stored[flippedByte] ?? 0);
    },
    async read(atByte, into) {
      into.set(stored.subarray(atByte, atByte + into.length));
    },
    finish: async () => undefined,
    abandon: async () => 'spoiled',
  };
}

test('a target in order gets one write at a time, and is flushed once, at its end', async () => {
  const disc = discLike();
  const { lanes, facts } = await transferOf(fakeImage(image), [disc]);
  expect(lanes[0]?.lane.state).toBe('proved');
  expect(disc.flushedAtBytes).toEqual([image.length]);
  const onMedia = facts.flatMap((fact) =>
    fact.event === 'progress' && fact.phase === 'write' ? [fact.onMediaBytes ?? 0] : [],
  );
  expect(Math.max(...onMedia)).toBeLessThanOrEqual(image.length - 4096);
});

test('what differs on it is located, and not written again', async () => {
  const disc = discLike(3_000_000);
  const { lanes } = await transferOf(fakeImage(image), [disc]);
  expect(lanes[0]?.lane.failure?.code).toBe('verify-mismatch');
  expect(lanes[0]?.mismatches.list).toMatchObject([{ atByte: 3_000_000, lengthBytes: 1 }]);
  expect(disc.writes).toEqual([...new Set(disc.writes)]);
});
