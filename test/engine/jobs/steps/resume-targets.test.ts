import { expect, test } from 'vitest';
import { provenPlace } from '../../../../src/engine/jobs/steps/resume-targets.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { FakeTarget, type Faults } from '../../../fakes/fake-target.ts';
import { transferOf } from '../../../fakes/transfer-of.ts';

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

test('a place behind the end of the image or the drive is none: the job begins anew', async () => {
  for (const place of [12 * MIB + 512, 40 * MIB, Number.MAX_SAFE_INTEGER])
    expect(await provenPlace(holding(12 * MIB), fakeImage(bytes), place)).toBe(0);
});

test('whatever a journal says, what is proved is what the source gives in this run', async () => {
  for (const resumeAtByte of [2 * MIB, 6 * MIB, 12 * MIB])
    for (const [toByte, state] of [
      [12 * MIB, 'proved'],
      [MIB, 'unfinished'],
    ] as const) {
      const target = holding(toByte);
      // A drive that keeps none of what is written once more.
      const write = target.write.bind(target);
      target.write = async (atByte, part) => {
        if (atByte < MIB || toByte === 12 * MIB) await write(atByte, part);
      };
      const { lanes } = await transferOf(fakeImage(bytes), [target], { resumeAtBytes: [resumeAtByte] });
      const [{ lane } = { lane: undefined }] = lanes;
      if (state === 'proved') expect(lane?.state).toBe('proved');
      else expect(lane).toMatchObject({ failure: { code: 'verify-mismatch' } });
    }
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
