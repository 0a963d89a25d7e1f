import { expect, test } from 'vitest';
import { limitText } from '../../../../src/words/phases.ts';
import { figuresAt } from '../../../../src/words/progress/figures.ts';
import { foldEvent } from '../../../../src/words/progress/fold.ts';
import { noProgress } from '../../../../src/words/progress/state.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';
import { fakeStream } from '../../../fakes/fake-stream.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';
import { transferOf } from '../../../fakes/transfer-of.ts';
import { eventOf } from '../../../words/progress/replay.ts';

const MIB = 1 << 20;

/** What a viewer calls the limit while a source is written of which each read takes 40 ms, so much of them for packed bytes. */
async function limitWith(packedMs: number | undefined): Promise<string | undefined> {
  const stream = fakeStream(seededBytes(8 * MIB));
  let packedWaitMs = 0;
  let nowMs = 0;
  const slow = {
    ...stream,
    async readNext(into: Uint8Array) {
      nowMs += 40;
      packedWaitMs += packedMs ?? 0;
      return stream.readNext(into);
    },
    ...(packedMs !== undefined && { packedWaitMs: () => packedWaitMs }),
  };
  const { facts } = await transferOf(slow, [new FakeTarget()], {
    verify: false,
    clock: { nowMs: () => nowMs, preciseMs: () => nowMs },
  });
  const atFlush = facts.findIndex((fact) => fact.event === 'phase' && fact.phase === 'flush');
  const progress = facts
    .slice(0, atFlush)
    .reduce((before, fact, index) => foldEvent(before, eventOf([index * 100, fact])), noProgress(0));
  const { limitedBy } = figuresAt(progress, atFlush * 100);
  return limitedBy && limitText(limitedBy);
}

test('a slow source, and one that takes long to unpack, are named as what limits the speed', async () => {
  expect(await limitWith(undefined)).toBe('reading the source');
  expect(await limitWith(35)).toBe('reading the source');
  expect(await limitWith(5)).toBe('unpacking the source');
});
