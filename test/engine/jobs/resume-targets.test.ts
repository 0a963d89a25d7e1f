import { expect, test } from 'vitest';
import { provenPlace } from '../../../src/engine/jobs/resume-targets.ts';
import { fakeImage, seededBytes } from '../../fakes/fake-image.ts';
import { FakeTarget, type Faults } from '../../fakes/fake-target.ts';

const MIB = 1 << 20;
const bytes = seededBytes(12 * MIB);

/** A target that holds the image up to a place. */
function holding(toByte: number, faults: Faults = {}): FakeTarget {
  const target = new FakeTarget({ capacityBytes: 16 * MIB, headBytes: MIB, faults });
  target.stored.set(bytes.subarray(0, toByte));
  return target;
}

test('a job goes on where the bytes before the safe place are still the image’s', async () => {
  expect(await provenPlace(holding(8 * MIB), fakeImage(bytes), 8 * MIB + 100)).toBe(8 * MIB);
  expect(await provenPlace(holding(7 * MIB), fakeImage(bytes), 8 * MIB)).toBe(0);
});

test('a place that is read at the second try does not end a job that goes on; one that is not begins it anew', async () => {
  const at = 7 * MIB;
  expect(await provenPlace(holding(8 * MIB, { failReadOnceAt: at }), fakeImage(bytes), 8 * MIB)).toBe(
    8 * MIB,
  );
  expect(await provenPlace(holding(8 * MIB, { failReadAt: at }), fakeImage(bytes), 8 * MIB)).toBe(0);
});

test('with a block map the last bytes it names are compared, and those it leaves out are not', async () => {
  const mapped = [
    { atByte: 0, lengthBytes: 4 * MIB },
    { atByte: 10 * MIB, lengthBytes: 4096 },
  ];
  const image = { ...fakeImage(bytes), mapped };
  expect(await provenPlace(holding(4 * MIB), image, 8 * MIB)).toBe(8 * MIB);
  expect(await provenPlace(holding(3 * MIB), image, 8 * MIB)).toBe(0);
  const head = { ...image, mapped: [{ atByte: 0, lengthBytes: 4096 }] };
  expect(await provenPlace(holding(8 * MIB), head, 8 * MIB)).toBe(0);
});
