import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JobFact } from '../../../../src/engine/contract/events/events.ts';
import type { ProgressFact } from '../../../../src/engine/contract/events/progress-fact.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';
import { transferOf } from '../../../fakes/transfer-of.ts';

const MIB = 1 << 20;

const progressOf = (facts: readonly JobFact[]): ProgressFact[] =>
  facts.filter((fact) => fact.event === 'progress');

/** A drive that holds the bytes, but for a byte at each of these places. */
function nearly(bytes: Uint8Array, differing: readonly number[], headBytes: number): FakeTarget {
  const fake = new FakeTarget({ headBytes });
  fake.stored.set(bytes);
  for (const at of differing) fake.stored[at] = 255 - (bytes[at] ?? 0);
  return fake;
}

test('a delta of 64 MiB does not say that all was written and most of it skipped', async () => {
  const bytes = seededBytes(6 * MIB);
  const { lanes, facts } = await transferOf(fakeImage(bytes), [nearly(bytes, [4 * MIB + 5], MIB)], {
    delta: true,
  });
  const lane = lanes[0]?.lane;
  // The head is wiped before the first difference, so it is written as well.
  expect(lane?.writtenBytes).toBe(MIB + 65_536);
  expect(lane?.skippedBytes).toBe(5 * MIB - 65_536);
  // Whoever watches sees it come to the whole.
  expect(progressOf(facts).at(-1)).toMatchObject({ writtenBytes: 6 * MIB, verifiedBytes: 6 * MIB });
});

test('written and skipped bytes make the image, whatever its size and whatever differs', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 * MIB }),
      fc.array(fc.nat(4 * MIB), { maxLength: 4 }),
      fc.constantFrom(0, 4096, MIB),
      async (sizeBytes, places, headBytes) => {
        const bytes = seededBytes(sizeBytes, sizeBytes);
        const fake = nearly(
          bytes,
          places.filter((at) => at < sizeBytes),
          headBytes,
        );
        const { lanes, facts } = await transferOf(fakeImage(bytes), [fake], { delta: true });
        const lane = lanes[0]?.lane;
        expect(lane?.state).toBe('proved');
        expect((lane?.writtenBytes ?? 0) + (lane?.skippedBytes ?? 0)).toBe(sizeBytes);
        for (const { writtenBytes = 0 } of progressOf(facts))
          expect(writtenBytes).toBeLessThanOrEqual(sizeBytes);
      },
    ),
    { numRuns: 30 },
  ));

test('what an earlier run of the job has written is not called found in place', async () => {
  const bytes = seededBytes(8 * MIB);
  const fake = nearly(bytes, [], MIB);
  const { lanes } = await transferOf(fakeImage(bytes), [fake], { resumeAtBytes: [5 * MIB] });
  expect(lanes[0]?.lane).toMatchObject({ writtenBytes: 8 * MIB, skippedBytes: 0 });
});

test('a write that failed ends both counts there, whatever was found in place behind it', async () => {
  const bytes = seededBytes(8 * MIB);
  const fake = nearly(bytes, [3 * MIB + 5], MIB);
  const broken = new FakeTarget({ headBytes: MIB, faults: { failWriteAt: 3 * MIB } });
  broken.stored.set(fake.stored);
  const { lanes } = await transferOf(fakeImage(bytes), [broken], { delta: true });
  expect(lanes[0]?.lane).toMatchObject({ writtenBytes: 0, skippedBytes: 2 * MIB });
});
